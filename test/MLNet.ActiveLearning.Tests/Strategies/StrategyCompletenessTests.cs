using System.Reflection;
using MLNet.ActiveLearning.Contract;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class StrategyCompletenessTests : StrategyCompleteness
{
    protected override Assembly Library => typeof(SelectionStrategy).Assembly;

    protected override IReadOnlyDictionary<string, string> WithoutRecordedNumbers => new Dictionary<string, string>
    {
        ["random"] = "its numbers are our generator's own, compared with another implementation in SeededRandomTests",
    };

    protected override IReadOnlyDictionary<string, string> RecordedNumbers => new Dictionary<string, string>
    {
        ["coreset"] = "coreset_kcenter",
        ["k-means"] = "kmeans_sampling",
        ["k-means-plus-plus"] = "kmeanspp",
        ["mean-standard-deviation"] = "mean_std",
        ["batch-bald"] = "batchbald",
        ["gradient-norm"] = "gradnorm",
        ["grad-match"] = "gradmatch",
        ["submodular"] = "facility_location",
        ["targeted"] = "smi_targeted",
        ["active-ft"] = "activeft",
        ["learning-loss"] = "lloss",
        ["cartography"] = "cal",
        ["uncertain-gcn"] = "uncertaingcn",
        ["core-gcn"] = "coregcn",
        ["temporal-output-discrepancy"] = "tod",
    };
}
