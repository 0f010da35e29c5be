using System.Reflection;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class StrategyCompletenessTests : StrategyCompleteness
{
    protected override Assembly Library => typeof(ImageClassificationTrainer).Assembly;

    protected override IReadOnlyDictionary<string, string> WithoutRecordedNumbers => new Dictionary<string, string>();

    protected override IReadOnlyDictionary<string, string> RecordedNumbers => new Dictionary<string, string>
    {
        ["deep-fool"] = "deepfool",
        ["network-gradient-norm"] = "gradnorm",
        ["ta-vaal"] = "vaal",
    };
}
