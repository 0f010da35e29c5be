using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>GLISTER-ACTIVE: greedily chooses the rows whose gradient step most reduces the loss on validation rows.</summary>
/// <remarks>
/// Needs class probabilities and the input of the last layer, also of the labelled rows with their labels; uses validation rows if
/// there are any, else the pool and the labelled rows. See <see cref="Glister"/> for formula, cost and source.
/// </remarks>
public sealed class GlisterStrategy : SetStrategy
{
    private const GradientKind Kind = GradientKind.BiasLinear;
    private readonly GlisterSettings settings;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Learning rate, regulariser and so on, and the columns.</param>
    /// <exception cref="ArgumentException">An option is not allowed; the message lists all problems.</exception>
    public GlisterStrategy(GlisterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        settings = options.ToSettings();
        string[] problems = [.. settings.FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        Signals = GradientSignals.Declare(options.ScoreColumnName, options.EmbeddingColumnName, Kind);
    }

    /// <inheritdoc/>
    public override string Name => "glister";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => true;

    /// <inheritdoc/>
    public override bool UsesValidationRows => true;

    /// <inheritdoc/>
    public override SignalColumn? ClassSignal => Signals[0];

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        var rows = new GlisterRows(
            GradientSignals.AtPredictedClasses(pool, Signals, Kind, context.Parallelism),
            GradientSignals.AtTrueClassesOrNull(context.Labeled, Signals, Kind, context.Parallelism),
            GradientSignals.AtTrueClassesOrNull(context.Validation, Signals, Kind, context.Parallelism));
        Pick[] picks = Glister.Select(rows, context.QuerySize, settings, new SeededRandom(context.Seed).NextDouble, context.Parallelism);
        return PickedRows.ToRows(picks);
    }
}
