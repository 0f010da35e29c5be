using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="BadgeStrategy"/>.</summary>
public sealed record BadgeOptions
{
    /// <summary>Which gradients are spread.</summary>
    /// <value>Default: <see cref="GradientKind.Linear"/>, as in the paper.</value>
    public GradientKind Kind { get; init; } = GradientKind.Linear;

    /// <summary>The column of class probabilities.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;

    /// <summary>The column with the input of the last layer; not read for <see cref="GradientKind.Bias"/>.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
