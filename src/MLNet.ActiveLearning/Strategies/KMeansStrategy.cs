using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>k-means sampling: clusters the pool into as many clusters as rows are wanted and chooses the row nearest each centre.</summary>
/// <remarks>
/// Needs embeddings. Rows are chosen together; the clusters start by chance. The utility is minus the distance to the cluster's centre.
/// See <see cref="KMeansSampling"/> for cost and source.
/// </remarks>
public sealed class KMeansStrategy : SetStrategy
{
    private readonly KMeansOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Starts, iterations, tolerance, and the column.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public KMeansStrategy(KMeansOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. options.Restarts < 1 ? [$"Restarts is {options.Restarts}; start at least once."] : Array.Empty<string>(),
            .. options.MaxIterations < 1 ? [$"MaxIterations is {options.MaxIterations}; allow at least one."] : Array.Empty<string>(),
            .. options.Tolerance >= 0 ? Array.Empty<string>() : [$"Tolerance is {options.Tolerance}; give 0 or more."],
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        Signals = [KnownSignals.Embedding(options.EmbeddingColumnName)];
    }

    /// <inheritdoc/>
    public override string Name => "k-means";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        var settings = new LloydSettings { Restarts = options.Restarts, MaxIterations = options.MaxIterations, Tolerance = options.Tolerance };
        var picks = KMeansSampling.Select(
            pool.GetMatrix(options.EmbeddingColumnName), context.QuerySize, new SeededRandom(context.Seed).NextDouble, settings, context.Parallelism);
        return PickedRows.ToRows(picks);
    }
}
