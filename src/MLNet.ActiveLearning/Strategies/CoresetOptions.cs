using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="CoresetStrategy"/>.</summary>
public sealed record CoresetOptions
{
    /// <summary>The row of the pool, from 0, to choose first; null for the one farthest from the labelled rows.</summary>
    /// <value>Default: null. Without labelled rows that is row 0.</value>
    public int? Start { get; init; }

    /// <summary>The column of embeddings.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
