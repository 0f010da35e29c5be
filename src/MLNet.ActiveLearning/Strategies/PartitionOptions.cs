namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="PartitionStrategy"/>.</summary>
public sealed record PartitionOptions
{
    /// <summary>How many parts the pool is cut into; fewer if the pool or the query has fewer rows.</summary>
    /// <value>Default: 5.</value>
    public int Parts { get; init; } = 5;

    /// <summary>Whether the rows are shuffled before the pool is cut; worth it if the pool is sorted, for example by class.</summary>
    /// <value>Default: false, parts of consecutive rows.</value>
    public bool Shuffle { get; init; }
}
