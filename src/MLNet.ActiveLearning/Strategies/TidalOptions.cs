using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Which uncertainty of the predicted training dynamics ranks the rows.</summary>
public enum TidalUncertainty
{
    /// <summary>Entropy of the predicted dynamics: <c>H(q)</c> (Kye et al., equation 10).</summary>
    Entropy,

    /// <summary>Margin of the predicted dynamics at the classifier's class: <c>max_{k != y} q_k - q_y</c>.</summary>
    Margin,

    /// <summary>Entropy of the classifier's own probabilities: the ablation without predicted dynamics, on the same model.</summary>
    SnapshotEntropy,

    /// <summary>Margin of the classifier's own probabilities: the ablation without predicted dynamics, on the same model.</summary>
    SnapshotMargin,
}

/// <summary>Whose most probable class the margin of TiDAL is taken at.</summary>
public enum TidalMarginClass
{
    /// <summary>The classifier's; the margin may have either sign.</summary>
    Classifier,

    /// <summary>That of the predicted dynamics; the utility is then never positive.</summary>
    PredictedDynamics,
}

/// <summary>Options of <see cref="TidalStrategy"/>.</summary>
public sealed record TidalOptions
{
    /// <summary>Which uncertainty ranks the rows.</summary>
    /// <value>Default: <see cref="TidalUncertainty.Entropy"/>.</value>
    public TidalUncertainty Uncertainty { get; init; } = TidalUncertainty.Entropy;

    /// <summary>The class at which the margin is taken; not used by the entropy.</summary>
    /// <value>Default: <see cref="TidalMarginClass.Classifier"/>, as released.</value>
    public TidalMarginClass MarginClass { get; init; } = TidalMarginClass.Classifier;

    /// <summary>The column of predicted dynamics.</summary>
    /// <value>Default: <c>"DynamicScore"</c>.</value>
    public string DynamicScoreColumnName { get; init; } = SignalNames.DynamicScore;

    /// <summary>The column of the classifier's probabilities; not read for the entropy and the own margin of the predicted dynamics.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;
}
