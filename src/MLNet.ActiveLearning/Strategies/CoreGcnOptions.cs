using MLNet.ActiveLearning.Acquisition.Graphs;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="CoreGcnStrategy"/>.</summary>
public sealed record CoreGcnOptions
{
    /// <summary>How the graph network is trained.</summary>
    /// <value>Default: the authors' values: 200 epochs, learning rate 0.001, 128 hidden values, dropout 0.3.</value>
    public GraphTraining Training { get; init; } = new();

    /// <summary>The column of embeddings.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
