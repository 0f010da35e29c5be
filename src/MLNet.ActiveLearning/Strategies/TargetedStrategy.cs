using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Targeted selection: chooses rows like given examples, unlike others, and unlike one another.</summary>
/// <remarks>
/// Maximises a <see cref="TargetedMeasure"/> greedily over similarities <c>(1 + cos)/2</c> of gradients or embeddings. The examples of what to
/// find are the target rows, those of what to avoid the avoided rows. Utilities are gains in the measure's unit, in the order of choice.
/// Set-based, no chance. Kothawade, Beck, Killamsetty, Iyer, "SIMILAR: Submodular Information Measures Based Active Learning In Realistic
/// Scenarios", NeurIPS 2021.
/// </remarks>
public sealed class TargetedStrategy : SetStrategy
{
    private readonly TargetedOptions options;
    private readonly SignalColumn? score;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Measure, weights, representation and columns.</param>
    /// <exception cref="ArgumentException">An option is not valid; the message lists all that are not.</exception>
    public TargetedStrategy(TargetedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. FindProblems(options)];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        SignalColumn embedding = KnownSignals.Embedding(options.EmbeddingColumnName);
        score = options.Representation == TargetedRepresentation.Gradients ? KnownSignals.Score(options.ScoreColumnName) : null;
        Signals = score is null ? [embedding] : [score, embedding];
    }

    /// <inheritdoc/>
    public override string Name => options.Measure.ToString().ToLowerInvariant();

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals { get; }

    /// <inheritdoc/>
    public override bool NeedsTargetRows => TargetedFunction.NeedsQueries(options.Measure);

    /// <inheritdoc/>
    public override bool UsesAvoidedRows => TargetedFunction.UsesAvoided(options.Measure);

    /// <inheritdoc/>
    public override SignalColumn? ClassSignal => score;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        if (pool.RowCount == 0)
        {
            return [];
        }
        SignalTable? targets = NeedsTargetRows ? context.Targets : null, avoided = UsesAvoidedRows ? context.Avoided : null;
        TargetedKernels kernels = score is null
            ? TargetedKernels.FromEmbeddings(Embeddings(pool), Embeddings(targets), Embeddings(avoided), parallelism: context.Parallelism)
            : TargetedKernels.FromGradients(
                GradientEmbeddings.AtPredictedClasses(pool.GetMatrix(score.Name), Embeddings(pool), GradientKind.BiasLinear, context.Parallelism),
                Gradients(targets, context.Parallelism),
                Gradients(avoided, context.Parallelism),
                parallelism: context.Parallelism);
        SetFunction function = TargetedFunction.Create(options.Measure, kernels, options.Weights);
        return PickedRows.ToRows([.. GreedyMaximizer.Maximize(function, context.QuerySize, cancellationToken: context.CancellationToken)]);
    }

    private static IEnumerable<string> FindProblems(TargetedOptions options)
    {
        if (!Enum.IsDefined(options.Measure))
        {
            yield return $"Measure is {options.Measure}; give one of {string.Join(", ", Enum.GetNames<TargetedMeasure>())}.";
        }
        if (!Enum.IsDefined(options.Representation))
        {
            yield return $"Representation is {options.Representation}; give Gradients or Embeddings.";
        }
        foreach (string problem in options.Weights is null ? ["Weights is null; leave it out for 1 each."] : options.Weights.FindProblems())
        {
            yield return problem;
        }
        if (string.IsNullOrEmpty(options.ScoreColumnName))
        {
            yield return "ScoreColumnName is empty; name the column of class probabilities.";
        }
        if (string.IsNullOrEmpty(options.EmbeddingColumnName))
        {
            yield return "EmbeddingColumnName is empty; name the column of embeddings.";
        }
    }

    private FloatMatrix Embeddings(SignalTable? rows) => rows is { RowCount: > 0 } ? rows.GetMatrix(options.EmbeddingColumnName) : default;

    private GradientEmbeddings? Gradients(SignalTable? rows, Parallelism parallelism) => rows is { RowCount: > 0 }
        ? GradientEmbeddings.AtClasses(rows.GetMatrix(score!.Name), Embeddings(rows), rows.Classes, GradientKind.BiasLinear, parallelism)
        : null;
}
