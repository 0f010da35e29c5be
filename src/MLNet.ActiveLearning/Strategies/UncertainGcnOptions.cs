using MLNet.ActiveLearning.Acquisition.Graphs;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="UncertainGcnStrategy"/>.</summary>
public sealed record UncertainGcnOptions
{
    /// <summary>How the graph network is trained.</summary>
    /// <value>Default: the authors' values: 200 epochs, learning rate 0.001, 128 hidden values, dropout 0.3.</value>
    public GraphTraining Training { get; init; } = new();

    /// <summary>The score, a probability of being labelled, that chosen rows are near to.</summary>
    /// <value>Default: 0.1; in [0, 1].</value>
    public double Margin { get; init; } = 0.1;

    /// <summary>The column of embeddings.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
