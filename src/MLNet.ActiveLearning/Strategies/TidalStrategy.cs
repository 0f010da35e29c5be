using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>TiDAL: chooses the rows whose predicted training dynamics are most uncertain.</summary>
/// <remarks>
/// Reads the column that a <c>TrainingDynamicsHead</c> writes: the average over epochs of the class probabilities that the classifier
/// would have given the row in training. Row-wise, no chance. Kye, Choi, Byun, Chang, "TiDAL: Learning Training Dynamics for Active
/// Learning", ICCV 2023.
/// </remarks>
public sealed class TidalStrategy : RowwiseStrategy
{
    private readonly TidalOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Entropy or margin, and the columns.</param>
    public TidalStrategy(TidalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        SignalColumn dynamics = KnownSignals.DynamicScore(options.DynamicScoreColumnName);
        Signals = NeedsClassifier ? [dynamics, KnownSignals.Score(options.ScoreColumnName)] : [dynamics];
    }

    /// <inheritdoc/>
    public override string Name => options.Uncertainty == TidalUncertainty.Entropy ? "tidal-entropy" : "tidal-margin";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    private bool NeedsClassifier => options is { Uncertainty: TidalUncertainty.Margin, MarginClass: TidalMarginClass.Classifier };

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var dynamics = rows.GetValues(options.DynamicScoreColumnName);
        int classCount = rows.GetWidth(options.DynamicScoreColumnName);
        if (options.Uncertainty == TidalUncertainty.Entropy)
        {
            Entropy.Compute(dynamics, classCount, utilities);
        }
        else if (NeedsClassifier)
        {
            TrainingDynamics.ComputeMargin(dynamics, rows.GetValues(options.ScoreColumnName), classCount, utilities);
        }
        else
        {
            Margin.Compute(dynamics, classCount, utilities);
        }
    }
}
