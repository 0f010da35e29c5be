using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses the rows whose two most probable classes are closest.</summary>
/// <remarks>Needs class probabilities; row-wise, no chance. See <see cref="Margin"/> for formula, range and source.</remarks>
public sealed class MarginStrategy : RowwiseStrategy
{
    private readonly SignalColumn score;

    /// <summary>Creates the strategy.</summary>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    public MarginStrategy(string scoreColumnName = SignalNames.Score) => score = KnownSignals.Score(scoreColumnName);

    /// <inheritdoc/>
    public override string Name => "margin";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities) =>
        Margin.Compute(rows.GetValues(score.Name), rows.GetWidth(score.Name), utilities);
}
