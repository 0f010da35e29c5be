using MLNet.ActiveLearning.Acquisition.Graphs;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>CoreGCN: chooses rows that cover the pool in the features of a graph network, by greedy k-centre.</summary>
/// <remarks>
/// Needs embeddings, of the labelled rows too; at least one row must be labelled. The utility is the distance to the nearest labelled or
/// chosen row at the time. Seeded. See <see cref="CoreGcn"/> for formula, cost and source.
/// </remarks>
public sealed class CoreGcnStrategy : SetStrategy
{
    private readonly CoreGcnOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Training, and the column.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message lists all that are not.</exception>
    public CoreGcnStrategy(CoreGcnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. options.Training is null ? ["Training is null; leave it out for the defaults."] : options.Training.FindProblems(),
            .. string.IsNullOrEmpty(options.EmbeddingColumnName) ? ["EmbeddingColumnName is empty; name the column of embeddings."] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        Signals = [KnownSignals.Embedding(options.EmbeddingColumnName)];
    }

    /// <inheritdoc/>
    public override string Name => "coregcn";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        return PickedRows.ToRows(CoreGcn.Select(
            pool.GetMatrix(options.EmbeddingColumnName),
            context.Labeled?.GetMatrix(options.EmbeddingColumnName) ?? default,
            context.QuerySize,
            context.Seed,
            options.Training,
            context.Parallelism));
    }
}
