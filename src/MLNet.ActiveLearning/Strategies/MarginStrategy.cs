using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses the rows whose two most probable classes are closest.</summary>
/// <remarks>
/// Needs class probabilities, or those of several stochastic passes, which are averaged first; row-wise, no chance. See
/// <see cref="Margin"/> for formula, range and source.
/// </remarks>
public sealed class MarginStrategy : RowwiseStrategy
{
    private readonly SignalColumn score;

    /// <summary>Creates the strategy.</summary>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    public MarginStrategy(string scoreColumnName = SignalNames.Score)
        : this(KnownSignals.Score(scoreColumnName))
    {
    }

    private MarginStrategy(SignalColumn score) => this.score = score;

    /// <inheritdoc/>
    public override string Name => score.Kind == SignalKind.PassProbabilities ? "mc-margin" : "margin";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <summary>Creates the strategy on the average over stochastic passes.</summary>
    /// <param name="stochasticScoreColumnName">The column of class probabilities of several passes.</param>
    public static MarginStrategy OverPasses(string stochasticScoreColumnName = SignalNames.StochasticScore) =>
        new(KnownSignals.StochasticScore(stochasticScoreColumnName));

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities) =>
        ScoredRows.Rate(rows, score, Margin.Compute, utilities);
}
