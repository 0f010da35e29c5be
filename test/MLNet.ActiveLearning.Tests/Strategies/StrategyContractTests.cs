using System.Reflection;
using MLNet.ActiveLearning.Contract;

namespace MLNet.ActiveLearning.Strategies;

[TestClass]
public sealed class StrategyContractTests : StrategyContract
{
    protected override Assembly Library => typeof(SelectionStrategy).Assembly;

    protected override object Shorten(object options) => options switch
    {
        UncertainGcnOptions graph => graph with { Training = graph.Training with { Epochs = 8, HiddenSize = 12 } },
        CoreGcnOptions graph => graph with { Training = graph.Training with { Epochs = 8, HiddenSize = 12 } },
        _ => options,
    };
}
