using System.Reflection;
using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Tool.Strategies;

[TestClass]
public sealed class StrategyRegistryTests
{
    private static readonly StrategyCatalog Catalog = new MLContext(seed: 1).ActiveLearning().Strategies;

    [TestMethod]
    public void Every_strategy_of_the_catalog_has_a_name()
    {
        IEnumerable<MethodInfo> own = typeof(StrategyCatalog).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        IEnumerable<MethodInfo> extensions = new[] { typeof(StrategyCatalog).Assembly, typeof(ImageClassificationTrainer).Assembly }
            .SelectMany(a => a.GetExportedTypes())
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => m.GetParameters() is [var first, ..] && first.ParameterType == typeof(StrategyCatalog));
        Type[] offered = [.. own.Concat(extensions).Select(m => m.ReturnType).Where(t => t.IsAssignableTo(typeof(SelectionStrategy)))];
        Type[] named = [.. StrategyRegistry.All.Select(e => e.Create(Catalog).GetType())];
        CollectionAssert.IsSubsetOf(offered, named);
        Assert.AreNotEqual(0, offered.Length);
    }

    [TestMethod]
    public void Names_are_those_that_the_strategies_give_themselves()
    {
        foreach (IGrouping<string, StrategyEntry> group in StrategyRegistry.All.GroupBy(e => e.Create(Catalog).Name))
        {
            string[] names = [.. group.Select(e => e.Name)];
            CollectionAssert.Contains(names, group.Key, $"No entry is called '{group.Key}', as the strategy calls itself.");

            // A variant, by how the network is trained or what it computes, has a name that the strategy does not know: its own and what is different, or the paper's.
            string[] strangers = [.. names.Where(n => n != group.Key && !n.StartsWith($"{group.Key}-", StringComparison.Ordinal)
                && !(group.Key == "disal" && n.StartsWith("tracincp-", StringComparison.Ordinal)))];
            Assert.AreEqual(0, strangers.Length, $"{string.Join(", ", strangers)}: the strategy calls itself '{group.Key}'.");
        }

        CollectionAssert.AllItemsAreUnique(StrategyRegistry.All.Select(e => e.Name).ToArray());
    }

    [TestMethod]
    public void Heads_and_signals_write_every_column_that_a_strategy_needs()
    {
        foreach (StrategyEntry entry in StrategyRegistry.All)
        {
            string[] written = ["Score", "PredictedLabel", "Embedding", .. entry.Heads.SelectMany(h => h.GetColumns(10)).Select(c => c.Name),
                .. entry.Signals.SelectMany(s => s.GetColumns(10)).Select(c => c.Name)];
            SelectionStrategy strategy = entry.Create(Catalog);
            written = strategy is ITemporalStrategy temporal ? [.. written, temporal.PreviousScoreColumnName] : written; // the loop adds it
            CollectionAssert.IsSubsetOf(strategy.Signals.Select(s => s.Name).ToArray(), written, entry.Name);
        }
    }

    [TestMethod]
    public void A_strategy_completes_the_options_with_its_heads_its_signals_and_dropout_for_stochastic_passes()
    {
        var options = new ImageClassificationOptions { Architecture = Architecture.ResNet18 with { Width = 8 } };
        var stochastic = new StrategyEntry("x", "", c => c.Random()) { Signals = [new StochasticPasses()] };
        ImageClassificationOptions completed = stochastic.Complete(options);
        Assert.AreEqual("resnet18-w8-d0.5", completed.Architecture.Name);
        CollectionAssert.AreEqual(stochastic.Signals.ToArray(), completed.Signals.ToArray());
        Assert.AreEqual("resnet18-w8-d0.2", stochastic.Complete(options with { Architecture = Architecture.Parse("resnet18-w8-d0.2") }).Architecture.Name);
        Assert.AreEqual("vgg11-d0.5", stochastic.Complete(options with { Architecture = Architecture.Vgg11 }).Architecture.Name);
        Assert.AreEqual("mnist-net", stochastic.Complete(options with { Architecture = Architecture.MnistNet }).Architecture.Name);
        Assert.AreEqual("resnet18-w8", StrategyRegistry.Find("deepfool").Complete(options).Architecture.Name);
        Assert.AreEqual(1, StrategyRegistry.Find("disal").Complete(options).Heads.Count);
    }

    [TestMethod]
    public async Task The_command_lists_all()
    {
        (int code, string output, _) = await Shell.RunAsync("strategies");
        Assert.AreEqual(ExitCode.Done, code);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        CollectionAssert.AreEqual(StrategyRegistry.All.Select(e => e.Name).ToArray(), lines.Where(l => l[0] != ' ').Select(l => l.Split(' ')[0]).ToArray());
    }
}
