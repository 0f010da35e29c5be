using Microsoft.ML;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Tool.Strategies;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Strategies that need examples are known by name, and refused where there are none.</summary>
[TestClass]
public sealed class TargetedArgumentsTests
{
    [TestMethod]
    public async Task A_comparison_refuses_a_strategy_that_needs_target_rows()
    {
        (int code, string output, string error) = await Shell.RunAsync("run --strategies random,flqmi");
        Assert.AreEqual((ExitCode.BadArguments, ""), (code, output));
        StringAssert.StartsWith(error, "mlnet-al: --strategies names 'flqmi', which looks for rows like given examples, and a comparison has none to give.");
    }

    [TestMethod]
    public void The_list_says_which_strategies_a_comparison_refuses()
    {
        StrategyCatalog catalog = new MLContext(seed: 1).ActiveLearning().Strategies;
        foreach (StrategyEntry entry in StrategyRegistry.All)
        {
            bool needsTargets = entry.Create(catalog) is SetStrategy { NeedsTargetRows: true };
            Assert.AreEqual(needsTargets, entry.Description.EndsWith("(not in 'run')", StringComparison.Ordinal), entry.Name);
        }
    }
}
