using MLNet.ActiveLearning.Acquisition.Targeted;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Targeted =>
    [
        new("activeft", "rows nearest to centroids that follow the pool's distribution and stay apart", s => s.ActiveFt()),
        Of("flqmi", TargetedMeasure.Flqmi, "rows like the target rows, each of them represented"),
        Of("flvmi", TargetedMeasure.Flvmi, "rows that stand for the part of the pool that is like the target rows"),
        Of("gcmi", TargetedMeasure.Gcmi, "rows most like the target rows, whatever else is chosen"),
        Of("com", TargetedMeasure.Com, "rows like the target rows, more of the same counting less"),
        Of("logdetmi", TargetedMeasure.LogDetMi, "rows that share as much spread as possible with the target rows"),
        Of("flcg", TargetedMeasure.Flcg, "rows that stand for the part of the pool that is unlike the rows to avoid"),
        Of("gccg", TargetedMeasure.Gccg, "rows like the pool, unlike one another and unlike the rows to avoid"),
        Of("logdetcg", TargetedMeasure.LogDetCg, "rows that add as much spread as possible to the rows to avoid"),
        Of("flcmi", TargetedMeasure.Flcmi, "as flvmi, but unlike the rows to avoid"),
        Of("logdetcmi", TargetedMeasure.LogDetCmi, "as logdetmi, but beyond the rows to avoid"),
    ];

    private static StrategyEntry Of(string name, TargetedMeasure measure, string description) => new(
        name,
        TargetedFunction.NeedsQueries(measure) ? $"{description} (not in 'run')" : description,
        s => s.Targeted(new TargetedOptions { Measure = measure }));
}
