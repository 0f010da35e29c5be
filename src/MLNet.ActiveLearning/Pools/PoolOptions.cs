namespace MLNet.ActiveLearning.Pools;

/// <summary>Options of an <see cref="ActiveLearningPool"/>.</summary>
public sealed record PoolOptions
{
    /// <summary>The column that identifies a row.</summary>
    /// <value>Default: <c>"Id"</c>; text, a whole number, a key or a row id, different in each row.</value>
    public string IdColumnName { get; init; } = "Id";

    /// <summary>The column that the acquired labels appear in; it need not exist in the data.</summary>
    /// <value>Default: <c>"Label"</c>.</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>All class names. With them, the label column is a key over these names, so that a class keeps its number even while no row of it is labelled, and other labels are refused.</summary>
    /// <value>Default: none; the label column is text.</value>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>The file that labels are written to as they come, and read from when it exists.</summary>
    /// <value>Default: none; labels live in memory until a loop with a checkpoint folder takes the pool.</value>
    public string? JournalPath { get; init; }
}
