using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>BatchBALD: chooses the rows whose labels together say most about the model.</summary>
/// <remarks>
/// Needs class probabilities of several consistent passes; looks at the set; draws label configurations once there are too many to enumerate.
/// The utility of a row is the score of the batch up to and with it. See <see cref="BatchBald"/> for formulas and source.
/// </remarks>
public sealed class BatchBaldStrategy : SetStrategy
{
    private readonly BatchBaldOptions options;
    private readonly SignalColumn score;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Joint samples, candidates and the column.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public BatchBaldStrategy(BatchBaldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. options.JointSampleCount < 1 ? [$"JointSampleCount is {options.JointSampleCount}; use 1 or more, for example 10000."] : Array.Empty<string>(),
            .. options.CandidateCount < 1 ? [$"CandidateCount is {options.CandidateCount}; use 1 or more, or null for all rows."] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        score = KnownSignals.ConsistentStochasticScore(options.StochasticScoreColumnName);
    }

    /// <inheritdoc/>
    public override string Name => "batchbald";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score];

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        Pick[] picks = BatchBald.Select(
            pool.GetMatrix(score.Name),
            pool.GetPassCount(score.Name),
            context.QuerySize,
            new SeededRandom(context.Seed).NextDouble,
            options.JointSampleCount,
            options.CandidateCount,
            context.Parallelism);
        // The scores are those of the growing batch; a row's utility is what it added.
        return PickedRows.ToRows([.. picks.Select((pick, i) => i == 0 ? pick : pick with { Score = pick.Score - picks[i - 1].Score })]);
    }
}
