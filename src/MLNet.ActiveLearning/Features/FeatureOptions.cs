using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Features;

/// <summary>How features are computed and kept.</summary>
public sealed record FeatureOptions
{
    /// <summary>The column that identifies a row.</summary>
    /// <value>Default: <c>"Id"</c>.</value>
    public string IdColumnName { get; init; } = "Id";

    /// <summary>The column of the model's output that is kept: a vector of Single of known size.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string ColumnName { get; init; } = SignalNames.Embedding;

    /// <summary>How a number is kept.</summary>
    /// <value>Default: <see cref="FeatureType.FullPrecision"/>.</value>
    public FeatureType Type { get; init; }

    /// <summary>What is done to an input outside the model, in words: a store is only added to with the same text.</summary>
    /// <value>Default: <c>"none"</c>.</value>
    public string Preprocessing { get; init; } = "none";

    /// <summary>Rows that are written at once.</summary>
    /// <value>Default: 4,096; at least 1.</value>
    public int SegmentRows { get; init; } = 4096;

    /// <summary>Receives the number of rows in the store as it grows.</summary>
    /// <value>Default: none.</value>
    public IProgress<int>? Progress { get; init; }

    /// <summary>Stops between two rows; finished segments stay.</summary>
    public CancellationToken CancellationToken { get; init; }
}
