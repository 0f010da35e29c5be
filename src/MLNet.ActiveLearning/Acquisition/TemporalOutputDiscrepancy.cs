namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Temporal output discrepancy: how much a sample's prediction has changed since the last round's model.</summary>
/// <remarks>
/// <code>
/// u = 1/2 sum_k (p_k - p'_k)^2
/// </code>
/// <para>
/// p are the class probabilities of the current model and p' those of the one before; 0 to 1, and higher means more worth labelling: the
/// discrepancy bounds the sample's loss from below. The paper has the distance of the outputs, whose order is the same if outputs are
/// probabilities, and another for logits. Sums are kept in double precision. Pure, thread-safe, O(N C).
/// Huang, Wang, Xiong, Huan, Dou, "Semi-Supervised Active Learning with Temporal Output Discrepancy", ICCV 2021.
/// </para>
/// </remarks>
public static class TemporalOutputDiscrepancy
{
    /// <summary>Computes the utility of each row.</summary>
    /// <param name="probabilities">(N, C): p.</param>
    /// <param name="previousProbabilities">(N, C): p'.</param>
    /// <param name="classCount">Number of classes C.</param>
    /// <param name="utilities">(N): receives the utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Compute(ReadOnlySpan<float> probabilities, ReadOnlySpan<float> previousProbabilities, int classCount, Span<float> utilities)
    {
        Shape.Check(probabilities.Length, classCount, utilities.Length);
        Shape.Check(previousProbabilities.Length, classCount, utilities.Length);
        for (int i = 0; i < utilities.Length; i++)
        {
            double sum = 0;
            for (int k = i * classCount; k < (i + 1) * classCount; k++)
            {
                double difference = (double)probabilities[k] - previousProbabilities[k];
                sum += difference * difference;
            }

            utilities[i] = (float)(sum / 2);
        }
    }
}
