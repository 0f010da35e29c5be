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
}
