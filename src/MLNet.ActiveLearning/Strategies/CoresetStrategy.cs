using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Core-set: chooses rows so that each row of the pool is close to a labelled or chosen one, by greedy k-centre.</summary>
/// <remarks>
/// Needs embeddings, of the labelled rows too. Rows are chosen together; no chance. The utility is the distance to the nearest labelled or
/// chosen row at the time. See <see cref="KCenterGreedy"/> for formula, cost and source.
/// </remarks>
public sealed class CoresetStrategy : SetStrategy
{
    private readonly CoresetOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">The first row, and the column.</param>
    /// <exception cref="ArgumentException"><see cref="CoresetOptions.Start"/> is negative.</exception>
    public CoresetStrategy(CoresetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Start < 0)
        {
            throw new ArgumentException($"Start is {options.Start}. Give a row of the pool, from 0, or null for the farthest one.", nameof(options));
        }
        this.options = options;
        Signals = [KnownSignals.Embedding(options.EmbeddingColumnName)];
    }

    /// <inheritdoc/>
    public override string Name => "coreset";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        return PickedRows.ToRows(KCenterGreedy.Select(
            pool.GetMatrix(options.EmbeddingColumnName),
            context.Labeled?.GetMatrix(options.EmbeddingColumnName),
            context.QuerySize,
            options.Start,
            context.Parallelism));
    }
}
