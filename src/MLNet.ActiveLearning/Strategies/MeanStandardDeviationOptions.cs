using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>How the scatter of a class probability over the passes is measured.</summary>
public enum PassScatter
{
    /// <summary>The population standard deviation.</summary>
    StandardDeviation,

    /// <summary>The population variance, which gives large deviations more weight.</summary>
    Variance,
}

/// <summary>Options of <see cref="MeanStandardDeviationStrategy"/>; the formulas are at <see cref="MeanStandardDeviation"/>.</summary>
public sealed record MeanStandardDeviationOptions
{
    /// <summary>Standard deviation or variance.</summary>
    /// <value>Default: <see cref="PassScatter.StandardDeviation"/>.</value>
    public PassScatter Scatter { get; init; } = PassScatter.StandardDeviation;

    /// <summary>The column of class probabilities of several passes.</summary>
    /// <value>Default: <c>"StochasticScore"</c>.</value>
    public string StochasticScoreColumnName { get; init; } = SignalNames.StochasticScore;
}
