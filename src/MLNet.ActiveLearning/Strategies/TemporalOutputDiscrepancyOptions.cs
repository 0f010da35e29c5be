using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="TemporalOutputDiscrepancyStrategy"/>.</summary>
public sealed record TemporalOutputDiscrepancyOptions
{
    /// <summary>How a loop's first round chooses.</summary>
    /// <value>Default: <see cref="TemporalFirstRound.Random"/>.</value>
    public TemporalFirstRound FirstRound { get; init; } = TemporalFirstRound.Random;

    /// <summary>The column of the current model's class probabilities.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;

    /// <summary>The column of the earlier model's class probabilities, which a loop adds.</summary>
    /// <value>Default: <c>"PreviousScore"</c>.</value>
    public string PreviousScoreColumnName { get; init; } = SignalNames.PreviousScore;
}
