using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>GRAD-MATCH: chooses rows whose gradients add up to that of the whole pool, or of validation rows.</summary>
/// <remarks>
/// Needs class probabilities and the input of the last layer; validation rows with labels, if there are any, are what is matched.
/// Without chance. See <see cref="GradMatch"/> for formula, cost and source.
/// </remarks>
public sealed class GradMatchStrategy : SetStrategy
{
    private const GradientKind Kind = GradientKind.BiasLinear;
    private readonly GradMatchOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Weighting, scale, solver and so on, and the columns.</param>
    /// <exception cref="ArgumentException">An option is not allowed; the message lists all problems.</exception>
    public GradMatchStrategy(GradMatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. options.FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        Signals = GradientSignals.Declare(options.ScoreColumnName, options.EmbeddingColumnName, Kind);
    }

    /// <inheritdoc/>
    public override string Name => "gradmatch";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool UsesValidationRows => true;

    /// <inheritdoc/>
    public override SignalColumn? ClassSignal => Signals[0];

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        GradientEmbeddings gradients = GradientSignals.AtPredictedClasses(pool, Signals, Kind, context.Parallelism);
        GradientEmbeddings? validation = GradientSignals.AtTrueClassesOrNull(context.Validation, Signals, Kind, context.Parallelism);
        Pick[] picks = options.Weighting == GradMatchWeighting.Unit
            ? GradMatch.SelectUnitWeights(gradients, validation, context.QuerySize, options.TargetScale, context.Parallelism)
            : GradMatch.SelectWeighted(gradients, validation, context.QuerySize, options.ToSettings(), context.Parallelism);
        return PickedRows.ToRows(picks);
    }
}
