namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The rows of a <see cref="PoolConstruction"/>.</summary>
/// <param name="Sources">For each row, the row that it shows.</param>
/// <param name="InitialCount">How many of the first rows are the labelled set to start from; null if the construction does not say.</param>
/// <param name="Placements">How the images are moved; null for not at all.</param>
internal sealed record ConstructedPool(int[] Sources, int? InitialCount, MappedRows.Placements? Placements = null);
