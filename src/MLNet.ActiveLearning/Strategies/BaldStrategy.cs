using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>BALD: chooses the rows on which stochastic passes disagree most, each pass being sure of itself.</summary>
/// <remarks>Needs class probabilities of several passes; row-wise, no chance. See <see cref="Bald"/> for formula, range and source.</remarks>
public sealed class BaldStrategy : RowwiseStrategy
{
    private readonly SignalColumn score;

    /// <summary>Creates the strategy.</summary>
    /// <param name="stochasticScoreColumnName">The column of class probabilities of several passes.</param>
    public BaldStrategy(string stochasticScoreColumnName = SignalNames.StochasticScore) => score = KnownSignals.StochasticScore(stochasticScoreColumnName);

    /// <inheritdoc/>
    public override string Name => "bald";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int passCount = rows.GetPassCount(score.Name);
        Bald.Compute(rows.GetValues(score.Name), passCount, rows.GetWidth(score.Name) / passCount, utilities);
    }
}
