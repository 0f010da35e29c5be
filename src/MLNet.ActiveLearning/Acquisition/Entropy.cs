using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Entropy utility: how evenly a sample's probability is spread over the classes.</summary>
/// <remarks>
/// <c>utility = -sum_c p_c ln p_c</c> with <c>0 ln 0 = 0</c>, in nats, in [0, ln C]; higher means more worth labelling. Divided by
/// <c>ln C</c> on request, which keeps the order and makes data sets comparable. Pure, thread-safe, O(N C). Logarithms have a relative
/// error below 1.2e-7; a row's utility has the same bits wherever it stands. Shannon 1948; Settles, "Active Learning Literature Survey",
/// 2009, section 3.1.
/// </remarks>
public static class Entropy
{
    // Lanes are summed in single precision over this many classes at most, then in double.
    private const int SegmentSize = 1024;

    /// <summary>Computes the utility of each sample.</summary>
    /// <param name="probabilities">(N, C), row-major; each row sums to 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <param name="normalized">Divide by <c>ln C</c>, so that utilities lie in [0, 1]; with one class they stay 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Compute(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities, bool normalized = false)
    {
        RowUtilities.Compute<OfRow>(probabilities, classCount, utilities);
        if (normalized && classCount > 1)
        {
            float scale = 1f / MathF.Log(classCount);
            foreach (ref float utility in utilities)
            {
                utility *= scale;
            }
        }
    }

    /// <summary>Entropy of one distribution, in nats, not rounded to single precision.</summary>
    internal static double Of(ReadOnlySpan<float> row) => Math.Max(0.0, -SumOfProducts(ref MemoryMarshal.GetReference(row), row.Length));

    // sum_c p_c ln p_c
    private static double SumOfProducts(ref float row, int classCount)
    {
        int whole = classCount - (classCount % RowLanes.Width);
        double total = 0;
        var sum = Vector256<float>.Zero;
        int c = 0;
        while (c < whole)
        {
            int end = Math.Min(whole, c + SegmentSize);
            for (; c < end; c += RowLanes.Width)
            {
                var p = Vector256.LoadUnsafe(ref row, (nuint)c);
                sum = Vector256.MultiplyAddEstimate(p, NaturalLogarithm.Compute(p), sum);
            }
            if (c < whole)
            {
                total += RowLanes.Sum(sum);
                sum = Vector256<float>.Zero;
            }
        }
        if (whole < classCount)
        {
            Vector256<float> p = RowLanes.LoadRest(ref row, classCount);
            sum = Vector256.MultiplyAddEstimate(p, NaturalLogarithm.Compute(p), sum);
        }
        return total + RowLanes.Sum(sum);
    }

    internal readonly struct OfRow : IRowUtility
    {
        public static float Of(ref float row, int classCount) => (float)Math.Max(0.0, -SumOfProducts(ref row, classCount));
    }
}
