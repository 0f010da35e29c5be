using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>VAAL: chooses the rows whose images a discriminator most surely tells from the labelled ones.</summary>
/// <remarks>
/// Needs images, of the labelled rows too, as <see cref="InputPixels"/> writes them; at least one row must be labelled. Trains an autoencoder and
/// a discriminator in each selection, on the tensor library's threads. The utility is the log-odds that a row is unlabelled. Seeded. See
/// <see cref="Vaal"/> for formula and source.
/// </remarks>
public sealed class VaalStrategy : SetStrategy
{
    private readonly VaalOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Training, and the column.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message lists all that are not.</exception>
    public VaalStrategy(VaalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems =
        [
            .. options.Training is null ? ["Training is null; leave it out for the defaults."] : options.Training.FindProblems(),
            .. string.IsNullOrEmpty(options.PixelsColumnName) ? ["PixelsColumnName is empty; name the column of images."] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        Signals =
        [
            new SignalColumn(options.PixelsColumnName, SignalKind.Image, "Train with Trainers.ImageClassification and add an InputPixels to its Signals."),
        ];
    }

    /// <inheritdoc/>
    public override string Name => "vaal";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        if (pool.RowCount == 0 || context.QuerySize <= 0)
        {
            return [];
        }
        float[] utilities = Vaal.ComputeUtilities(
            pool.GetMatrix(options.PixelsColumnName),
            context.Labeled?.GetMatrix(options.PixelsColumnName) ?? default,
            pool.GetDimensions(options.PixelsColumnName),
            context.Seed,
            options.Training,
            poolLosses: null,
            labeledLosses: null,
            context.CancellationToken);
        return [.. TopRows.Select(utilities, context.QuerySize, context.Parallelism).Select(p => new SelectedRow(p.Index, (float)p.Score))];
    }
}
