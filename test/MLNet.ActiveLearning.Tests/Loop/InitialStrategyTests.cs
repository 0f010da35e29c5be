using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.KillTarget;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

[TestClass]
public sealed class InitialStrategyTests
{
    private static readonly SubmodularStrategy DispersionMin = new(
        new SubmodularOptions { Function = SetFunctionKind.DisparityMin, EmbeddingColumnName = nameof(Flower.Features) });

    [TestMethod]
    public async Task The_initial_set_is_chosen_by_its_strategy_from_columns_of_the_pool()
    {
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { InitialStrategy = DispersionMin } };
        using ActiveLearningPool pool = scenario.CreatePool();
        await scenario.RunAsync(pool);
        float[] values = [.. scenario.Rows.SelectMany(r => r.Features)];
        CollectionAssert.AreEqual(
            SeedSets.DispersionMin(new FloatMatrix(values, scenario.Rows.Length, 4), 10).Select(p => scenario.Rows[p.Index].Id).ToArray(),
            pool.GetEntries().Take(10).Select(e => e.Id).ToArray());
    }

    [TestMethod]
    public async Task A_run_is_not_continued_with_another_initial_strategy()
    {
        using var folder = new TemporaryFolder();
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        await scenario.RunAsync();
        var other = scenario with { Options = scenario.Options with { InitialStrategy = DispersionMin } };
        string message = (await Assert.ThrowsExceptionAsync<InvalidOperationException>(() => other.RunAsync())).Message;
        StringAssert.Contains(message, "InitialStrategy was random and is now disparity-min");
    }

    [TestMethod]
    public async Task A_column_that_only_a_model_writes_is_named()
    {
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { InitialStrategy = new SubmodularStrategy(new SubmodularOptions()) } };
        string message = (await Assert.ThrowsExceptionAsync<ArgumentException>(() => scenario.RunAsync())).Message;
        StringAssert.Contains(message, "'Embedding'");
        StringAssert.Contains(message, "'Features'");
    }
}
