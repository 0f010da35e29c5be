using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>What the passes have in common is measured by.</summary>
public enum VariationRatioForm
{
    /// <summary>Votes: one minus the share of the passes that predict the most frequent class.</summary>
    Votes,

    /// <summary>Probabilities: one minus the largest average probability.</summary>
    MeanProbability,
}

/// <summary>Options of <see cref="VariationRatioStrategy"/>; the formulas are at <see cref="VariationRatio"/>.</summary>
public sealed record VariationRatioOptions
{
    /// <summary>Votes or average probabilities.</summary>
    /// <value>Default: <see cref="VariationRatioForm.Votes"/>, as published.</value>
    public VariationRatioForm Form { get; init; } = VariationRatioForm.Votes;

    /// <summary>The column of class probabilities of several passes.</summary>
    /// <value>Default: <c>"StochasticScore"</c>.</value>
    public string StochasticScoreColumnName { get; init; } = SignalNames.StochasticScore;
}
