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
        VariationalSelection.ThrowIfInvalid(nameof(options), options.Training, (nameof(options.PixelsColumnName), options.PixelsColumnName, "images"));
        this.options = options;
        Signals = [VariationalSelection.Pixels(options.PixelsColumnName)];
    }

    /// <inheritdoc/>
    public override string Name => "vaal";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context) =>
        VariationalSelection.Select(pool, context, options.Training, options.PixelsColumnName, losses: null);
}
