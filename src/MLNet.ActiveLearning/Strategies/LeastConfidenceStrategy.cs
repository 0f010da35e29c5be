using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Chooses the rows whose most probable class is least probable.</summary>
/// <remarks>Needs class probabilities; row-wise, no chance. See <see cref="LeastConfidence"/> for formula, range and source.</remarks>
public sealed class LeastConfidenceStrategy : RowwiseStrategy
{
    private readonly SignalColumn score;

    /// <summary>Creates the strategy.</summary>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    public LeastConfidenceStrategy(string scoreColumnName = SignalNames.Score) => score = KnownSignals.Score(scoreColumnName);

    /// <inheritdoc/>
    public override string Name => "least-confidence";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities) =>
        LeastConfidence.Compute(rows.GetValues(score.Name), rows.GetWidth(score.Name), utilities);
}
