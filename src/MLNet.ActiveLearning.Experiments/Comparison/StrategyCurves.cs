using MLNet.ActiveLearning.Evaluation;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Learning curves of the rows of a comparison. Accuracies are shares, in [0, 1].</summary>
internal static class StrategyCurves
{
    /// <summary>The seeds with which all these strategies were measured at every number of labels that occurs, in rising order.</summary>
    public static ulong[] GetCommonSeeds(IEnumerable<RoundResult> rows, IReadOnlyCollection<string> strategies)
    {
        RoundResult[] relevant = [.. rows.Where(r => strategies.Contains(r.Strategy))];
        int rounds = relevant.Select(r => r.LabeledCount).Distinct().Count();
        return
        [
            .. relevant.GroupBy(r => r.Seed)
                .Where(seed => strategies.All(strategy => seed.Count(r => r.Strategy == strategy) == rounds))
                .Select(seed => seed.Key)
                .Order(),
        ];
    }

    /// <summary>The curve of each seed.</summary>
    public static LearningCurve[] GetRuns(IReadOnlyCollection<RoundResult> rows, string strategy, IEnumerable<ulong> seeds) =>
    [
        .. seeds.Select(seed =>
        {
            RoundResult[] run = [.. rows.Where(r => r.Strategy == strategy && r.Seed == seed).OrderBy(r => r.LabeledCount)];
            return new LearningCurve([.. run.Select(r => r.LabeledCount)], [.. run.Select(r => r.Accuracy)]);
        }),
    ];
}
