using System.Numerics.Tensors;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Least-confidence utility: how improbable the most probable class of a sample is.</summary>
/// <remarks>
/// <c>utility = -max_c p_c</c>, no unit, in [-1, -1/C]; higher means more worth labelling. The order equals that of
/// <c>1 - max_c p_c</c>. Pure, thread-safe, O(N C). Lewis and Gale, "A Sequential Algorithm for Training Text Classifiers",
/// SIGIR 1994; Settles, "Active Learning Literature Survey", 2009, section 3.1.
/// </remarks>
public static class LeastConfidence
{
    /// <summary>Computes the utility of each sample.</summary>
    /// <param name="probabilities">(N, C), row-major; each row sums to 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Compute(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities)
    {
        Shape.Check(probabilities.Length, classCount, utilities.Length);
        for (int n = 0; n < utilities.Length; n++)
        {
            utilities[n] = -TensorPrimitives.Max(probabilities.Slice(n * classCount, classCount));
        }
    }
}
