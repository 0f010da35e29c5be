using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Targeted =>
    [
        new("activeft", "Rows nearest to centroids that follow the pool's distribution and stay apart", s => s.ActiveFt()),
        Of("flqmi", TargetedMeasure.Flqmi, "Rows like the target rows, each of them represented"),
        Of("flvmi", TargetedMeasure.Flvmi, "Rows that stand for the part of the pool that is like the target rows"),
        Of("gcmi", TargetedMeasure.Gcmi, "Rows most like the target rows, whatever else is chosen"),
        Of("com", TargetedMeasure.Com, "Rows like the target rows, more of the same counting less"),
        Of("logdetmi", TargetedMeasure.LogDetMi, "Rows that share as much spread as possible with the target rows"),
        Of("flcg", TargetedMeasure.Flcg, "Rows that stand for the part of the pool that is unlike the rows to avoid"),
        Of("gccg", TargetedMeasure.Gccg, "Rows like the pool, unlike one another and unlike the rows to avoid"),
        Of("logdetcg", TargetedMeasure.LogDetCg, "Rows that add as much spread as possible to the rows to avoid"),
        Of("flcmi", TargetedMeasure.Flcmi, "As flvmi, but unlike the rows to avoid"),
        Of("logdetcmi", TargetedMeasure.LogDetCmi, "As logdetmi, but beyond the rows to avoid"),
    ];

    private static StrategyEntry Of(string name, TargetedMeasure measure, string description) => new(
        name,
        TargetedFunction.NeedsQueries(measure) ? $"{description} (not in 'run')" : description,
        s => s.Targeted(new TargetedOptions { Measure = measure }));
}
