using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Learning Loss: chooses the rows whose predicted loss is largest.</summary>
/// <remarks>
/// The utility is the column that a <c>LossPredictionHead</c> writes, a number without a unit; higher means more worth labelling.
/// Row-wise, no chance. Yoo, Kweon, "Learning Loss for Active Learning", CVPR 2019.
/// </remarks>
public sealed class LearningLossStrategy : RowwiseStrategy
{
    private readonly SignalColumn predictedLoss;

    /// <summary>Creates the strategy.</summary>
    /// <param name="predictedLossColumnName">The column of predicted losses.</param>
    public LearningLossStrategy(string predictedLossColumnName = SignalNames.PredictedLoss) =>
        predictedLoss = KnownSignals.PredictedLoss(predictedLossColumnName);

    /// <inheritdoc/>
    public override string Name => "lloss";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [predictedLoss];

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.GetValues(predictedLoss.Name).CopyTo(utilities);
    }
}
