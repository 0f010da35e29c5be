using System.Reflection;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class StrategyContractTests : StrategyContract
{
    protected override Assembly Library => typeof(ImageClassificationTrainer).Assembly;
}
