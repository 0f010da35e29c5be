using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>TA-VAAL: as VAAL, with the predicted loss of the classifier beside the latent features.</summary>
/// <remarks>
/// Needs images as <see cref="InputPixels"/> writes them and the losses that a <c>LossPredictionHead</c> predicts, of the labelled rows too; at
/// least one row must be labelled. Trains an autoencoder and a discriminator in each selection, on the tensor library's threads. The utility is
/// the log-odds that a row is unlabelled. Seeded. See <see cref="Vaal"/> for formula and source.
/// </remarks>
public sealed class TaVaalStrategy : SetStrategy
{
    private readonly TaVaalOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Training, and the columns.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message lists all that are not.</exception>
    public TaVaalStrategy(TaVaalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        VariationalSelection.ThrowIfInvalid(
            nameof(options),
            options.Training,
            (nameof(options.PixelsColumnName), options.PixelsColumnName, "images"),
            (nameof(options.PredictedLossColumnName), options.PredictedLossColumnName, "predicted losses"));
        this.options = options;
        Signals =
        [
            VariationalSelection.Pixels(options.PixelsColumnName),
            new SignalColumn(
                options.PredictedLossColumnName, SignalKind.Number, "Train with Trainers.ImageClassification and add a LossPredictionHead to its Heads."),
        ];
    }

    /// <inheritdoc/>
    public override string Name => "ta-vaal";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context) =>
        VariationalSelection.Select(pool, context, options.Training, options.PixelsColumnName, options.PredictedLossColumnName);
}
