using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses the rows whose class probabilities have the largest entropy.</summary>
/// <remarks>Needs class probabilities; row-wise, no chance. See <see cref="Entropy"/> for formula, range and source.</remarks>
public sealed class EntropyStrategy : RowwiseStrategy
{
    private readonly SignalColumn score;

    /// <summary>Creates the strategy.</summary>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    public EntropyStrategy(string scoreColumnName = SignalNames.Score) => score = KnownSignals.Score(scoreColumnName);

    /// <inheritdoc/>
    public override string Name => "entropy";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities) =>
        Entropy.Compute(rows.GetValues(score.Name), rows.GetWidth(score.Name), utilities);
}
