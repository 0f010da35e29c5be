using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Variational;
using MLNet.ActiveLearning.Numerics;
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
        string[] problems =
        [
            .. options.Training is null ? ["Training is null; leave it out for the defaults."] : options.Training.FindProblems(),
            .. string.IsNullOrEmpty(options.PixelsColumnName) ? ["PixelsColumnName is empty; name the column of images."] : Array.Empty<string>(),
            .. string.IsNullOrEmpty(options.PredictedLossColumnName) ? ["PredictedLossColumnName is empty; name the column of predicted losses."] : Array.Empty<string>(),
        ];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        Signals =
        [
            new SignalColumn(options.PixelsColumnName, SignalKind.Image, "Train with Trainers.ImageClassification and add an InputPixels to its Signals."),
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
            pool.GetMatrix(options.PredictedLossColumnName),
            context.Labeled?.GetMatrix(options.PredictedLossColumnName) ?? default(FloatMatrix),
            context.CancellationToken);
        return [.. TopRows.Select(utilities, context.QuerySize, context.Parallelism).Select(p => new SelectedRow(p.Index, (float)p.Score))];
    }
}
