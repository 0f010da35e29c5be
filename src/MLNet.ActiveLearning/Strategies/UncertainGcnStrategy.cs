using MLNet.ActiveLearning.Acquisition.Graphs;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>UncertainGCN: chooses the rows of which a graph network is just not sure that they are unlabelled.</summary>
/// <remarks>
/// Needs embeddings, of the labelled rows too; at least one row must be labelled. Utilities are minus the distance of a row's score to the
/// margin, in [-1, 0]. Seeded. See <see cref="UncertainGcn"/> for formula, cost and source.
/// </remarks>
public sealed class UncertainGcnStrategy : SetStrategy
{
    private readonly UncertainGcnOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Training, margin, and the column.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message lists all that are not.</exception>
    public UncertainGcnStrategy(UncertainGcnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. options.Training is null ? ["Training is null; leave it out for the defaults."] : options.Training.FindProblems(),
            .. options.Margin is >= 0 and <= 1 ? Array.Empty<string>() : [FormattableString.Invariant($"Margin is {options.Margin}; give a score in [0, 1], for example 0.1.")],
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
    public override string Name => "uncertaingcn";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        return PickedRows.ToRows(UncertainGcn.Select(
            pool.GetMatrix(options.EmbeddingColumnName),
            context.Labeled?.GetMatrix(options.EmbeddingColumnName) ?? default,
            context.QuerySize,
            context.Seed,
            options.Margin,
            options.Training,
            context.Parallelism));
    }
}
