using MLNet.ActiveLearning.Acquisition.Gradients;

namespace MLNet.ActiveLearning.Training;

/// <summary>The images that an epoch goes through, and how much each of them counts.</summary>
/// <param name="Positions">Positions in the training set, each once.</param>
/// <param name="Weights">(N): what the loss of the image at a position is multiplied with; null if all count alike.</param>
/// <param name="Steps">The batches of an epoch: where each starts in the epoch's order, and how many images it holds.</param>
internal sealed record EpochRows(int[] Positions, float[]? Weights, (int Start, int Count)[] Steps)
{
    /// <summary>All images, alike.</summary>
    public static EpochRows All(int count, int batchSize) => new([.. Enumerable.Range(0, count)], null, TrainingBatches.SplitEpoch(count, batchSize));

    /// <summary>Some images with weights.</summary>
    /// <param name="rows">Positions and weights.</param>
    /// <param name="count">Number of all images, N.</param>
    /// <param name="batchSize">Images of a batch.</param>
    public static EpochRows Weighted(IReadOnlyCollection<WeightedRow> rows, int count, int batchSize)
    {
        var weights = new float[count];
        foreach (WeightedRow row in rows)
        {
            weights[row.Index] = (float)row.Weight;
        }

        return new EpochRows([.. rows.Select(row => row.Index)], weights, TrainingBatches.SplitEpoch(rows.Count, batchSize));
    }
}
