using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>What rows are compared by.</summary>
public enum TargetedRepresentation
{
    /// <summary>Gradients of the last layer, weights and biases: the pool's at the predicted classes, the queries' and private rows' at their labels.</summary>
    Gradients,

    /// <summary>Embeddings; no labels are needed.</summary>
    Embeddings,
}

/// <summary>Options of <see cref="TargetedStrategy"/>.</summary>
public sealed record TargetedOptions
{
    /// <summary>What a set of rows is worth.</summary>
    /// <value>Default: <see cref="TargetedMeasure.Flqmi"/>, the one that scales best.</value>
    public TargetedMeasure Measure { get; init; } = TargetedMeasure.Flqmi;

    /// <summary>What rows are compared by.</summary>
    /// <value>Default: <see cref="TargetedRepresentation.Gradients"/>.</value>
    public TargetedRepresentation Representation { get; init; } = TargetedRepresentation.Gradients;

    /// <summary>eta, nu and lambda.</summary>
    /// <value>Default: 1 each.</value>
    public TargetedWeights Weights { get; init; } = new();

    /// <summary>The column of class probabilities; read for gradients only.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;

    /// <summary>The column of embeddings.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
