using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>FASS: chooses, among the most uncertain rows, those that stand for the others.</summary>
/// <remarks>Needs class probabilities and embeddings; nothing is drawn. See <see cref="Fass"/> for the two steps, cost and source.</remarks>
public sealed class FassStrategy : SetStrategy
{
    private readonly FassOptions options;
    private readonly SignalColumn score;
    private readonly SignalColumn embedding;

    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Uncertainty, set function and how many rows the first step keeps.</param>
    /// <exception cref="ArgumentException">Options out of range.</exception>
    public FassStrategy(FassOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] problems = [.. FindProblems(options)];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }
        this.options = options;
        score = KnownSignals.Score(options.ScoreColumnName);
        embedding = KnownSignals.Embedding(options.EmbeddingColumnName);
    }

    /// <inheritdoc/>
    public override string Name => "fass";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => [score, embedding];

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        Pick[] picks = Fass.Select(
            pool.GetMatrix(score.Name),
            pool.GetMatrix(embedding.Name),
            context.QuerySize,
            options.CandidatesPerPick,
            options.Uncertainty,
            options.SetFunction,
            context.Parallelism);
        return PickedRows.ToRows(picks);
    }

    private static IEnumerable<string> FindProblems(FassOptions options)
    {
        if (!Enum.IsDefined(options.Uncertainty))
        {
            yield return $"Uncertainty is {options.Uncertainty}; known are {string.Join(", ", Enum.GetNames<UncertaintyMeasure>())}.";
        }
        if (options.CandidatesPerPick < 1)
        {
            yield return $"CandidatesPerPick is {options.CandidatesPerPick}; give at least 1, where 1 is plain uncertainty and 5 the published value.";
        }
        if (options.SetFunction is null)
        {
            yield return "SetFunction is null; leave it out for facility location.";
        }
        foreach (string problem in options.SetFunction?.FindProblems() ?? [])
        {
            yield return $"SetFunction: {problem}";
        }
    }
}
