using Microsoft.ML;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

[TestClass]
public sealed class LoopOptionsTests
{
    [TestMethod]
    public void All_problems_stand_in_one_message_with_their_values()
    {
        var scenario = new Scenario
        {
            Options = new LoopOptions { Strategy = null!, QuerySize = 0, Budget = 500, InitialSize = 501, CandidateSubsetSize = -1 },
        };
        using ActiveLearningPool pool = scenario.CreatePool();
        string message = Assert.ThrowsException<ArgumentException>(() => scenario.CreateLoop(pool)).Message;
        foreach (string part in new[] { "Strategy is null", "QuerySize is 0", "Budget is 500", "120 rows", "InitialSize is 501", "CandidateSubsetSize is -1" })
        {
            StringAssert.Contains(message, part);
        }
    }

    [TestMethod]
    public void A_budget_and_an_initial_set_of_nothing_are_refused()
    {
        var scenario = new Scenario { Options = new LoopOptions { Strategy = new RandomStrategy(), Budget = 0, InitialSize = 0 } };
        using ActiveLearningPool pool = scenario.CreatePool();
        string message = Assert.ThrowsException<ArgumentException>(() => scenario.CreateLoop(pool)).Message;
        StringAssert.Contains(message, "Budget is 0");
        StringAssert.Contains(message, "InitialSize is 0");
    }

    [TestMethod]
    public void Update_needs_a_trainer_that_can_continue_and_a_model_to_continue_from()
    {
        var scenario = new Scenario();
        using ActiveLearningPool pool = scenario.CreatePool();
        var update = scenario.Options with { Retraining = RetrainingMode.Update };
        var trainer = scenario.Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Truth", "Features");
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => (scenario with { Trainer = trainer, Options = update }).CreateLoop(pool)).Message,
            "LbfgsMaximumEntropy");
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => (scenario with { Options = update with { CheckpointFolder = "x", KeepModels = ModelRetention.None } }).CreateLoop(pool)).Message,
            "KeepModels");
    }

    [TestMethod]
    public async Task A_folder_of_a_run_with_other_settings_is_refused_with_all_that_changed()
    {
        using var folder = new TemporaryFolder();
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        await scenario.RunAsync();
        string before = File.ReadAllText(folder.File("rounds.json"));

        var changed = scenario with
        {
            Rows = KillTarget.Flower.Draw(121, seed: 1),
            Trainer = new CentroidTrainer(KillTarget.Flower.ClassNames, "Truth") { Description = "other" },
            Options = scenario.Options with
            {
                Strategy = new EntropyStrategy(),
                QuerySize = 7,
                Budget = 31,
                InitialSize = 9,
                CandidateSubsetSize = 20,
                Seed = 1,
                TestSet = scenario.TestSet,
                Retraining = RetrainingMode.Update,
            },
        };
        string message = (await Assert.ThrowsExceptionAsync<InvalidOperationException>(() => changed.RunAsync())).Message;
        foreach (string part in new[]
        {
            folder.Path, "Strategy was margin and is now entropy", "QuerySize was 8 and is now 7", "Budget was 30 and is now 31", "InitialSize was 10 and is now 9",
            "CandidateSubsetSize was all and is now 20", "Seed was 5 and is now 1", "TestSet was none and is now given", "Trainer was centroids and is now other",
            "Retraining was FromScratch and is now Update", "PoolRows was 120 and is now 121", "PoolIds was",
        })
        {
            StringAssert.Contains(message, part);
        }
        Assert.AreEqual(before, File.ReadAllText(folder.File("rounds.json")));
    }

    [TestMethod]
    public async Task Rounds_that_are_no_longer_readable_are_refused_with_the_file()
    {
        using var folder = new TemporaryFolder();
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        await scenario.RunAsync();
        string path = folder.File("rounds.json");
        string good = File.ReadAllText(path);
        foreach (string damaged in new[] { "", "null", "{}", "[1]", good[..(good.Length / 2)], good.Replace("rounds/1", "rounds/2", StringComparison.Ordinal), good.Replace("\"Number\": 1", "\"Number\": 7", StringComparison.Ordinal), good.Replace("\"Rounds\"", "\"Turns\"", StringComparison.Ordinal) })
        {
            File.WriteAllText(path, damaged);
            var exception = await Assert.ThrowsExceptionAsync<InvalidDataException>(() => scenario.RunAsync(), damaged);
            StringAssert.Contains(exception.Message, path);
            Assert.AreEqual(damaged, File.ReadAllText(path));
        }
    }

    [TestMethod]
    public async Task A_folder_that_another_run_uses_is_refused()
    {
        using var folder = new TemporaryFolder();
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        using ActiveLearningPool pool = scenario.CreatePool();
        await scenario.RunAsync(pool);
        var exception = await Assert.ThrowsExceptionAsync<IOException>(() => scenario.RunAsync());
        StringAssert.Contains(exception.Message, "labels.journal");
    }
}
