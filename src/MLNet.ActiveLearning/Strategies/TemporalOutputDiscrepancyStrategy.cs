using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>TOD: chooses the rows whose prediction has changed most since the model of the round before.</summary>
/// <remarks>
/// Needs class probabilities of two models; in a loop the earlier one's come by themselves. Row-wise; chance only in the first round of a
/// loop. See <see cref="TemporalOutputDiscrepancy"/> for formula, range and source.
/// </remarks>
public sealed class TemporalOutputDiscrepancyStrategy : RowwiseStrategy, ITemporalStrategy
{
    private readonly TemporalOutputDiscrepancyOptions options;
    private readonly bool prefersSmallest;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">The first round, and the columns.</param>
    /// <exception cref="ArgumentException">The first round is none of the named ones, or both columns have one name.</exception>
    public TemporalOutputDiscrepancyStrategy(TemporalOutputDiscrepancyOptions options)
        : this(options, prefersSmallest: false)
    {
        string[] problems =
        [
            .. Enum.IsDefined(options.FirstRound) ? Array.Empty<string>() : [$"FirstRound is {options.FirstRound}; it must be one of {string.Join(", ", Enum.GetNames<TemporalFirstRound>())}."],
            .. options.ScoreColumnName != options.PreviousScoreColumnName ? Array.Empty<string>() : [$"Both columns are named '{options.ScoreColumnName}'; name the columns of two models."],
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        FirstRound = options.FirstRound == TemporalFirstRound.Random
            ? new RandomStrategy()
            : new TemporalOutputDiscrepancyStrategy(options, prefersSmallest: true);
    }

    private TemporalOutputDiscrepancyStrategy(TemporalOutputDiscrepancyOptions options, bool prefersSmallest)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        this.prefersSmallest = prefersSmallest;
        Signals = [KnownSignals.Score(options.ScoreColumnName), KnownSignals.PreviousScore(options.PreviousScoreColumnName)];
        FirstRound = this;
    }

    /// <inheritdoc/>
    public override string Name => "tod";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public string ScoreColumnName => options.ScoreColumnName;

    /// <inheritdoc/>
    public string PreviousScoreColumnName => options.PreviousScoreColumnName;

    /// <inheritdoc/>
    public SelectionStrategy FirstRound { get; }

    /// <inheritdoc/>
    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int classes = rows.GetWidth(ScoreColumnName);
        int previousClasses = rows.GetWidth(PreviousScoreColumnName);
        if (classes != previousClasses)
        {
            throw new InvalidOperationException(
                $"Column '{ScoreColumnName}' has {classes} classes and '{PreviousScoreColumnName}' {previousClasses}; both models must know the same classes. Set the trainer's ClassNames.");
        }
        TemporalOutputDiscrepancy.Compute(rows.GetValues(ScoreColumnName), rows.GetValues(PreviousScoreColumnName), classes, utilities);
        if (prefersSmallest)
        {
            TensorPrimitives.Negate(utilities, utilities);
        }
    }
}
