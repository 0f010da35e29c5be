using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="GlisterStrategy"/>.</summary>
public sealed record GlisterOptions
{
    /// <summary>Length of the gradient step that the last layer is moved by, above 0.</summary>
    /// <value>Default: 0.01; set it to the learning rate of your training.</value>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>What is added to the gains so that the rows of one query differ.</summary>
    /// <value>Default: <see cref="GlisterRegularizer.None"/>.</value>
    public GlisterRegularizer Regularizer { get; init; } = GlisterRegularizer.None;

    /// <summary>Weight of the regulariser, 0 or more; it has the scale of the gradients, so try several.</summary>
    /// <value>Default: 1.</value>
    public double RegularizerWeight { get; init; } = 1;

    /// <summary>The share of the rows that is drawn uniformly from what the greedy choice leaves, in [0, 1).</summary>
    /// <value>Default: 0.</value>
    public double RandomFraction { get; init; }

    /// <summary>How often the validation gradient is taken anew during one selection; 0 for after every row.</summary>
    /// <value>Default: 0, exact.</value>
    public int Refreshes { get; init; }

    /// <summary>The column of class probabilities.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;

    /// <summary>The column with the input of the last layer.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;

    internal GlisterSettings ToSettings() => new()
    {
        LearningRate = LearningRate,
        Regularizer = Regularizer,
        RegularizerWeight = RegularizerWeight,
        RandomFraction = RandomFraction,
        Refreshes = Refreshes,
    };
}
