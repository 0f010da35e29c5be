using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>ActiveFT: chooses the rows nearest to centroids that follow the pool's distribution and stay apart.</summary>
/// <remarks>
/// Reads features, best those of a pretrained model: no labels and no predictions are needed, so it can choose the first rows to label.
/// Utilities are cosines of row and centroid, in [-1, 1]; rows come in the order of the centroids. Set-based, seeded.
/// The arithmetic is <see cref="ActiveFt"/>. Xie et al., "Active Finetuning", CVPR 2023; with labelled rows as fixed centroids:
/// ActiveFT(al) of the ASVP paper.
/// </remarks>
public sealed class ActiveFtStrategy : SetStrategy
{
    private readonly ActiveFtOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Training, start and columns.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message lists all that are not.</exception>
    public ActiveFtStrategy(ActiveFtOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. options.Training is null ? ["Training is null; leave it out for the defaults."] : options.Training.FindProblems(),
            .. Enum.IsDefined(options.Start) ? Array.Empty<string>() : [$"Start is {options.Start}; give Random or FarthestFirst."],
            .. string.IsNullOrEmpty(options.EmbeddingColumnName) ? ["EmbeddingColumnName is empty; name the column of features."] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        Signals = [KnownSignals.Embedding(options.EmbeddingColumnName)];
    }

    /// <inheritdoc/>
    public override string Name => "activeft";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => options.UsesLabeledRows;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        FloatMatrix features = pool.GetMatrix(options.EmbeddingColumnName);
        FloatMatrix labeled = options.UsesLabeledRows && context.Labeled is { RowCount: > 0 } rows ? rows.GetMatrix(options.EmbeddingColumnName) : default;
        Func<double> nextUniform = new SeededRandom(context.Seed).NextDouble;
        int[] start = options.Start == ActiveFtStart.Random
            ? ActiveFt.DrawStart(features.RowCount, context.QuerySize, nextUniform)
            : ActiveFt.FindFarthestStart(features, context.QuerySize, nextUniform, labeled, context.Parallelism);
        return PickedRows.ToRows([.. ActiveFt.Select(features, start, options.Training, labeled, context.Parallelism)]);
    }
}
