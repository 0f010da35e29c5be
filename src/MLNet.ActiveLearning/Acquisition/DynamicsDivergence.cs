namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How far predicted training dynamics and the classifier's own probabilities are from the dynamics that training turned out to have.</summary>
/// <remarks>
/// The true dynamics of a sample are the average over all epochs of the probabilities that the classifier gave it,
/// <c>pbar = 1/T sum_t p(t)</c>, and known at the end only. For every epoch t the mean over the samples of
/// <c>KL(pbar || q(t))</c> and <c>KL(pbar || p(t))</c> is computed (Kye et al., "TiDAL", section 5.4). O(N C T).
/// </remarks>
public static class DynamicsDivergence
{
    /// <summary>Computes the divergences of every epoch.</summary>
    /// <param name="snapshots">T arrays (N, C): the classifier's probabilities p(t).</param>
    /// <param name="predictions">T arrays (N, C): the predicted dynamics q(t).</param>
    /// <param name="classCount">C, at least 1.</param>
    /// <returns>T points, nats, 0 or more; less is better.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static IReadOnlyList<DynamicsDivergencePoint> Compute(
        IReadOnlyList<float[]> snapshots, IReadOnlyList<float[]> predictions, int classCount)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        ArgumentNullException.ThrowIfNull(predictions);
        if (snapshots.Count != predictions.Count || snapshots.Concat(predictions).Any(epoch => epoch.Length != snapshots[0].Length))
        {
            throw new ArgumentException($"There are {snapshots.Count} snapshots and {predictions.Count} predictions; give as many, all of the same rows.");
        }

        if (snapshots.Count == 0)
        {
            return [];
        }

        double[] sums = new double[snapshots[0].Length];
        foreach (float[] epoch in snapshots)
        {
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += epoch[i];
            }
        }

        float[] truth = [.. sums.Select(sum => (float)(sum / snapshots.Count))];
        return
        [
            .. Enumerable.Range(0, snapshots.Count).Select(t => new DynamicsDivergencePoint(
                t + 1,
                TrainingDynamics.MeanDivergence(truth, predictions[t], classCount),
                TrainingDynamics.MeanDivergence(truth, snapshots[t], classCount))),
        ];
    }
}
