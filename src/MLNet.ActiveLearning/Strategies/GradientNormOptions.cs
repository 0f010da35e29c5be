using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="GradientNormStrategy"/>.</summary>
public sealed record GradientNormOptions
{
    /// <summary>The loss that stands for that of the unknown label.</summary>
    /// <value>Default: <see cref="GradientNormSurrogate.Entropy"/>.</value>
    public GradientNormSurrogate Surrogate { get; init; } = GradientNormSurrogate.Entropy;

    /// <summary>How the gradients of weights and biases become one number.</summary>
    /// <value>Default: <see cref="ParameterNorm.SumOverTensors"/>.</value>
    public ParameterNorm Norm { get; init; } = ParameterNorm.SumOverTensors;

    /// <summary>The column of class probabilities.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;

    /// <summary>The column with the input of the last layer.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
