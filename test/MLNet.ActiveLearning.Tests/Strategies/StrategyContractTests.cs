using System.Reflection;
using MLNet.ActiveLearning.Contract;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class StrategyContractTests : StrategyContract
{
    protected override Assembly Library => typeof(SelectionStrategy).Assembly;
}
