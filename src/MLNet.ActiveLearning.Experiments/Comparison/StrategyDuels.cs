using MLNet.ActiveLearning.Evaluation;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Which strategy beats which beyond chance, over the seeds and rounds that all have in common.</summary>
/// <param name="Strategies">The strategies, in the order of rows and columns.</param>
/// <param name="SeedCount">Seeds that all of them finished.</param>
/// <param name="Matrix">How often each beats each.</param>
public sealed record StrategyDuels(IReadOnlyList<string> Strategies, int SeedCount, PenaltyMatrix Matrix)
{
    /// <summary>Compares all strategies; null with fewer than two strategies, or seeds that all have finished.</summary>
    /// <param name="rows">Rows of any strategies and seeds.</param>
    public static StrategyDuels? Compare(IReadOnlyCollection<RoundResult> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] strategies = [.. rows.Select(r => r.Strategy).Distinct()];
        ulong[] seeds = StrategyCurves.GetCommonSeeds(rows, strategies);
        return strategies.Length < 2 || seeds.Length < 2
            ? null
            : new StrategyDuels(strategies, seeds.Length, PenaltyMatrix.Compute([.. strategies.Select(s => StrategyCurves.GetRuns(rows, s, seeds))]));
    }
}
