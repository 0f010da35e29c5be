using Microsoft.ML;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>Finds everything that is wrong with a loop's options, before anything is spent.</summary>
internal static class LoopOptionsCheck
{
    public static void ThrowIfInvalid(LoopOptions options, ActiveLearningPool pool, IEstimator<ITransformer> trainer)
    {
        var problems = new List<string>();
        if (options.Strategy is null)
        {
            problems.Add("Strategy is null; take one from ActiveLearning().Strategies.");
        }
        if (options.QuerySize < 1)
        {
            problems.Add($"QuerySize is {options.QuerySize}; it must be at least 1.");
        }
        if (options.Budget < 1)
        {
            problems.Add($"Budget is {options.Budget}; it must be at least 1.");
        }
        if (options.Budget > pool.Count)
        {
            problems.Add($"Budget is {options.Budget} but the pool holds {pool.Count} rows. Ask for 1 to {pool.Count}.");
        }
        if (options.InitialSize is { } initial && (initial < 1 || initial > options.Budget))
        {
            problems.Add($"InitialSize is {initial}; it must lie between 1 and the budget of {options.Budget}.");
        }
        if (options.InitialRows is { } rows)
        {
            CheckInitialRows(rows, options, pool, problems);
        }
        if (options.CandidateSubsetSize is { } size && size < options.QuerySize)
        {
            problems.Add($"CandidateSubsetSize is {size}, less than QuerySize {options.QuerySize}; a query is chosen among the candidates.");
        }
        if (options.Retraining is null)
        {
            problems.Add("Retraining is null; leave it out, or take one from ActiveLearning().Retraining.");
        }
        else
        {
            problems.AddRange(options.Retraining.FindProblems(trainer));
            if (options.CheckpointFolder is not null && options.KeepModels == ModelRetention.None && NeedsPreviousModel(options) is { } reason)
            {
                problems.Add($"KeepModels is None, but {reason}: a killed run could not be continued without its last model. Keep Last or All.");
            }
            if (options.Retraining.ChoosesByProxy && options.Strategy is ITemporalStrategy)
            {
                problems.Add($"Strategy {options.Strategy.Name} compares the scores of two rounds' models, and {options.Retraining.Name} chooses with a proxy that no round keeps. Use another strategy or another retraining.");
            }
        }
        if (options.Strategy is ITemporalStrategy { FirstRound: ITemporalStrategy } && trainer is not IUntrainedModelSource)
        {
            problems.Add($"The first round of strategy {options.Strategy.Name} compares with an untrained model, and {trainer.GetType().Name} cannot give one: it does not implement IUntrainedModelSource. Choose another first round.");
        }
        if (problems.Count > 0)
        {
            throw new ArgumentException($"The loop's options are invalid.\n{string.Join('\n', problems)}", nameof(options));
        }
    }

    /// <summary>Why a round needs the model of the round before; null if it does not.</summary>
    public static string? NeedsPreviousModel(LoopOptions options) =>
        options.Retraining.NeedsPreviousModel ? $"{options.Retraining.Name} continues from it"
        : options.Strategy is ITemporalStrategy ? $"strategy {options.Strategy.Name} compares with it"
        : null;

    private static void CheckInitialRows(IReadOnlyList<string> rows, LoopOptions options, ActiveLearningPool pool, List<string> problems)
    {
        if (options.InitialStrategy is not null || options.InitialSize is not null)
        {
            problems.Add("InitialRows is given together with InitialStrategy or InitialSize; give either the rows or how to choose them.");
        }
        if (rows.Count == 0 || rows.Count > options.Budget)
        {
            problems.Add($"InitialRows has {rows.Count} rows; it must have between 1 and the budget of {options.Budget}.");
        }
        string[] unknown = [.. rows.Where(id => !pool.Ids.Contains(id))];
        if (unknown.Length > 0)
        {
            problems.Add($"InitialRows names {unknown.Length} rows that the pool does not hold, first '{unknown[0]}'. Ids are compared exactly, as text.");
        }
        if (rows.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } repeated)
        {
            problems.Add($"InitialRows names the row '{repeated.Key}' {repeated.Count()} times; each row can be labelled once.");
        }
    }
}
