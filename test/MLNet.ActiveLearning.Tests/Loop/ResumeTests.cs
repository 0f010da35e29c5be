using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Samples;

namespace MLNet.ActiveLearning.Loop;

[TestClass]
public sealed class ResumeTests
{
    private static readonly Scenario Small = new() { Options = new Scenario().Options with { InitialSize = 4, QuerySize = 3, Budget = 12 } };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false, ModelRetention.None, null)]
    [DataRow(false, ModelRetention.Last, 20)]
    [DataRow(true, ModelRetention.Last, null)]
    [DataRow(true, ModelRetention.All, 20)]
    public async Task A_run_interrupted_at_any_step_ends_as_one_that_was_not(bool continues, ModelRetention keepModels, int? candidates)
    {
        var scenario = Small with
        {
            Options = Small.Options with { Retraining = continues ? RetrainingMode.Update : RetrainingMode.FromScratch, KeepModels = keepModels, CandidateSubsetSize = candidates, TestSet = Small.TestSet },
        };
        (string[] expected, string[] labels, string[] files) = await RunToTheEndAsync(scenario, int.MaxValue);
        int interrupted = 0;
        for (int at = 1; ; at++)
        {
            using var folder = new TemporaryFolder();
            var inFolder = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
            var interruption = new Interruption(at);
            try
            {
                await interruption.Into(inFolder).RunAsync();
                break;
            }
            catch (InterruptedException)
            {
                interrupted++;
            }
            using ActiveLearningPool pool = inFolder.CreatePool();
            var rounds = await inFolder.RunAsync(pool);
            CollectionAssert.AreEqual(expected, Scenario.Results(rounds), $"step {at}");
            CollectionAssert.AreEqual(labels, Entries(pool), $"step {at}");
            CollectionAssert.AreEqual(files, FilesOf(folder), $"step {at}");
        }
        TestContext.WriteLine($"{interrupted} steps");
        Assert.IsTrue(interrupted > 30, $"{interrupted} steps");
    }

    [TestMethod]
    [DataRow(10)]
    [DataRow(13)]
    [DataRow(17)]
    public async Task A_run_interrupted_again_and_again_ends_as_one_that_was_not(int steps)
    {
        // Nine steps lie between a round's beginning and its record on the disk.
        var scenario = Small with { Options = Small.Options with { Retraining = RetrainingMode.Update, TestSet = Small.TestSet } };
        string[] expected = (await RunToTheEndAsync(scenario, int.MaxValue)).Results;
        CollectionAssert.AreEqual(expected, (await RunToTheEndAsync(scenario, steps)).Results);
    }

    [TestMethod]
    public async Task An_oracle_that_answers_in_part_gives_the_same_run_after_any_interruption()
    {
        // Answers every row but those that end in 3; the rows themselves decide, so that any run gets the same answers.
        var truth = Small.Rows.ToDictionary(r => r.Id, r => r.Truth);
        var scenario = Small with
        {
            Oracle = new CallbackOracle((row, _) => ValueTask.FromResult(row.Id.EndsWith('3') ? null : OracleAnswer.Labeled(row.Id, truth[row.Id]))),
        };
        (string[] expected, string[] labels, _) = await RunToTheEndAsync(scenario, int.MaxValue);
        for (int at = 1; ; at++)
        {
            using var folder = new TemporaryFolder();
            var inFolder = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
            try
            {
                await new Interruption(at).Into(inFolder).RunAsync();
                break;
            }
            catch (InterruptedException)
            {
            }
            using ActiveLearningPool pool = inFolder.CreatePool();
            CollectionAssert.AreEqual(expected, Scenario.Results(await inFolder.RunAsync(pool)), $"step {at}");
            CollectionAssert.AreEqual(labels, Entries(pool), $"step {at}");
        }
    }

    [TestMethod]
    public async Task A_finished_run_is_only_read_again()
    {
        using var folder = new TemporaryFolder();
        var scenario = Small with { Options = Small.Options with { CheckpointFolder = folder.Path, TestSet = Small.TestSet } };
        var first = await scenario.RunAsync();
        var interruption = new Interruption(1);
        var again = await interruption.Into(scenario).RunAsync();
        Assert.AreEqual(0, interruption.Steps, "nothing is trained, scored or asked");
        CollectionAssert.AreEqual(Scenario.Results(first), Scenario.Results(again));
        Assert.IsTrue(again.All(r => r.Restored));
        Assert.IsTrue(again.SkipLast(1).All(r => r.Model is null));
        CollectionAssert.AreEqual(
            ((CentroidModel)first[^1].Model!).Centroids.SelectMany(c => c).ToArray(),
            ((CentroidModel)again[^1].Model!).Centroids.SelectMany(c => c).ToArray(),
            "the last model is kept");
        CollectionAssert.AreEqual(first.Select(r => r.Durations).ToArray(), again.Select(r => r.Durations).ToArray());
        CollectionAssert.AreEqual(first[0].Metrics!.PerClassAccuracy.ToArray(), again[0].Metrics!.PerClassAccuracy.ToArray());
        CollectionAssert.AreEqual(first[0].Metrics!.ClassNames.ToArray(), again[0].Metrics!.ClassNames.ToArray());
    }

    [TestMethod]
    public async Task Restored_rounds_say_so_and_new_ones_do_not()
    {
        using var folder = new TemporaryFolder();
        var scenario = Small with { Options = Small.Options with { CheckpointFolder = folder.Path } };
        using (ActiveLearningPool pool = scenario.CreatePool())
        {
            await foreach (Round round in scenario.CreateLoop(pool).RunAsync())
            {
                if (round.Number == 1)
                {
                    break;
                }
            }
        }
        var rounds = await scenario.RunAsync();
        CollectionAssert.AreEqual(new[] { true, true, false, false }, rounds.Select(r => r.Restored).ToArray());
    }

    [TestMethod]
    public async Task Each_kept_model_is_the_one_of_its_round()
    {
        using var folder = new TemporaryFolder();
        var scenario = Small with { Options = Small.Options with { CheckpointFolder = folder.Path, KeepModels = ModelRetention.All } };
        foreach (Round round in await scenario.RunAsync())
        {
            var loaded = (CentroidModel)scenario.Context.ActiveLearning().Load(folder.File($"model-{round.Number:D3}.zip"));
            CollectionAssert.AreEqual(((CentroidModel)round.Model!).Centroids.SelectMany(c => c).ToArray(), loaded.Centroids.SelectMany(c => c).ToArray());
        }
    }

    [TestMethod]
    public async Task What_a_killed_run_left_half_written_is_removed()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("model-002.zip.123.tmp"), "half a model");
        File.WriteAllText(folder.File("my-notes.txt"), "kept");
        await (Small with { Options = Small.Options with { CheckpointFolder = folder.Path } }).RunAsync();
        CollectionAssert.AreEqual(new[] { "labels.journal", "model-003.zip", "my-notes.txt", "rounds.json" }, FilesOf(folder));
    }

    [TestMethod]
    public async Task An_older_model_that_a_killed_run_left_is_removed_even_if_no_round_is_left_to_train()
    {
        using var folder = new TemporaryFolder();
        var scenario = Small with { Options = Small.Options with { CheckpointFolder = folder.Path } };
        await scenario.RunAsync();
        File.Copy(folder.File("model-003.zip"), folder.File("model-002.zip"));
        await scenario.RunAsync();
        CollectionAssert.AreEqual(new[] { "labels.journal", "model-003.zip", "rounds.json" }, FilesOf(folder));
    }

    [TestMethod]
    public async Task Update_continues_from_the_model_of_the_round_before()
    {
        var update = Small with { Options = Small.Options with { Retraining = RetrainingMode.Update } };
        var rounds = await update.RunAsync();
        var scratch = await Small.RunAsync();
        CollectionAssert.AreEqual(Centroids(scratch[0]), Centroids(rounds[0]), "the first round has nothing to continue from");
        CollectionAssert.AreNotEqual(Centroids(scratch[1]), Centroids(rounds[1]));
        static float[] Centroids(Round round) => [.. ((CentroidModel)round.Model!).Centroids.SelectMany(c => c)];
    }

    [TestMethod]
    public async Task Update_without_its_last_model_is_refused_with_the_round()
    {
        using var folder = new TemporaryFolder();
        var update = Small with { Options = Small.Options with { Retraining = RetrainingMode.Update, CheckpointFolder = folder.Path } };
        await update.RunAsync();
        File.Delete(folder.File("model-003.zip"));
        StringAssert.Contains((await Assert.ThrowsExceptionAsync<InvalidDataException>(() => update.RunAsync())).Message, "round 3");
    }

    [TestMethod]
    public async Task A_pool_with_labels_of_its_own_brings_them_into_the_folder()
    {
        using var folder = new TemporaryFolder();
        var scenario = Small with { Options = Small.Options with { CheckpointFolder = folder.Path } };
        ActiveLearningPool Labelled()
        {
            ActiveLearningPool pool = scenario.CreatePool();
            pool.Add([.. scenario.Rows.Take(5).Select(r => LabelEntry.Labeled(r.Id, r.Truth))]);
            return pool;
        }
        using (ActiveLearningPool pool = Labelled())
        {
            await foreach (Round _ in scenario.CreateLoop(pool).RunAsync())
            {
                break;
            }
        }
        using (ActiveLearningPool pool = Labelled())
        {
            var rounds = await scenario.RunAsync(pool);
            CollectionAssert.AreEqual(new[] { 5, 8, 11, 12 }, rounds.Select(r => r.LabeledCount).ToArray());
        }
        using ActiveLearningPool bare = scenario.CreatePool();
        Assert.AreEqual(4, (await scenario.RunAsync(bare)).Count, "a pool without them finds them in the journal");
    }

    private static async Task<(string[] Results, string[] Labels, string[] Files)> RunToTheEndAsync(Scenario scenario, int stepsAtATime)
    {
        using var folder = new TemporaryFolder();
        var inFolder = scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } };
        for (int attempt = 0; attempt < 100; attempt++)
        {
            using ActiveLearningPool pool = inFolder.CreatePool();
            try
            {
                var rounds = await new Interruption(stepsAtATime).Into(inFolder).RunAsync(pool);
                return (Scenario.Results(rounds), Entries(pool), FilesOf(folder));
            }
            catch (InterruptedException)
            {
            }
        }
        throw new AssertFailedException("The run never ended.");
    }

    private static string[] Entries(ActiveLearningPool pool) => [.. pool.GetEntries().Select(e => e.ToString())];

    private static string[] FilesOf(TemporaryFolder folder) => [.. Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
