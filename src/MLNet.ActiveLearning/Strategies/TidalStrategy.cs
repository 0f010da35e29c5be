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
        Signals =
        [
            .. ReadsDynamics ? [KnownSignals.DynamicScore(options.DynamicScoreColumnName)] : Array.Empty<SignalColumn>(),
            .. NeedsClassifier ? [KnownSignals.Score(options.ScoreColumnName)] : Array.Empty<SignalColumn>(),
        ];
    }

    /// <inheritdoc/>
    public override string Name => options.Uncertainty switch
    {
        TidalUncertainty.Entropy => "tidal-entropy",
        TidalUncertainty.SnapshotEntropy => "tidal-snapshot-entropy",
        TidalUncertainty.SnapshotMargin => "tidal-snapshot-margin",
        _ => options.MarginClass == TidalMarginClass.Classifier ? "tidal-margin" : "tidal-module-margin",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    private bool ReadsDynamics => options.Uncertainty is TidalUncertainty.Entropy or TidalUncertainty.Margin;

    private bool NeedsClassifier => !ReadsDynamics || options is { Uncertainty: TidalUncertainty.Margin, MarginClass: TidalMarginClass.Classifier };

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string column = ReadsDynamics ? options.DynamicScoreColumnName : options.ScoreColumnName;
        var probabilities = rows.GetValues(column);
        int classCount = rows.GetWidth(column);
        if (options.Uncertainty is TidalUncertainty.Entropy or TidalUncertainty.SnapshotEntropy)
        {
            Entropy.Compute(probabilities, classCount, utilities);
        }
        else if (ReadsDynamics && NeedsClassifier)
        {
            TrainingDynamics.ComputeMargin(probabilities, rows.GetValues(options.ScoreColumnName), classCount, utilities);
        }
        else
        {
            Margin.Compute(probabilities, classCount, utilities);
        }
    }
}
