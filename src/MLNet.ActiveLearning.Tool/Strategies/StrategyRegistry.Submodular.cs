using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Submodular =>
    [
        new("facility-location", "each row of the pool has a chosen row that is like it", c => c.Submodular()),
        new("disparity-min", "the two closest chosen rows are as far apart as possible", c => Submodularly(c, SetFunctionKind.DisparityMin)),
        new("disparity-sum", "the chosen rows are far apart in all", c => Submodularly(c, SetFunctionKind.DisparitySum)),
        new("graph-cut", "the chosen rows are like the pool and unlike one another", c => Submodularly(c, SetFunctionKind.GraphCut)),
        new("saturated-coverage", "the chosen rows account for a share of each row's similarities", c => Submodularly(c, SetFunctionKind.SaturatedCoverage)),
        new("feature-based", "the chosen rows have something of every feature", c => Submodularly(c, SetFunctionKind.FeatureBased)),
        new("log-determinant", "the chosen rows span the largest volume", c => Submodularly(c, SetFunctionKind.LogDeterminant)),
        new("fass", "FASS: among the most uncertain rows those that stand for the others", c => c.Fass()),
    ];

    private static SubmodularStrategy Submodularly(StrategyCatalog catalog, SetFunctionKind function) =>
        catalog.Submodular(new SubmodularOptions { Function = function });
}
