using Microsoft.ML;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

[TestClass]
public sealed class LoopTests
{
    [TestMethod]
    public async Task The_budget_is_spent_exactly_and_the_last_query_is_smaller()
    {
        using ActiveLearningPool pool = new Scenario().CreatePool();
        var rounds = await new Scenario().RunAsync(pool);
        CollectionAssert.AreEqual(new[] { 10, 18, 26, 30 }, rounds.Select(r => r.LabeledCount).ToArray());
        CollectionAssert.AreEqual(new[] { 8, 8, 4, 0 }, rounds.Select(r => r.Query.Count).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, rounds.Select(r => r.Number).ToArray());
        Assert.AreEqual(30, pool.LabeledCount);
        Assert.IsTrue(rounds.All(r => r.Model is CentroidModel && r.Metrics is null && !r.Restored));
        Assert.AreEqual(20, rounds.SelectMany(r => r.Query).DistinctBy(q => q.Id).Count());
    }

    [TestMethod]
    public async Task The_loop_ends_when_the_pool_is_empty()
    {
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { Budget = 120, QuerySize = 50 } };
        var rounds = await scenario.RunAsync();
        CollectionAssert.AreEqual(new[] { 10, 60, 110, 120 }, rounds.Select(r => r.LabeledCount).ToArray());
        Assert.AreEqual(0, rounds[^1].Query.Count);
    }

    [TestMethod]
    public async Task The_initial_set_has_the_query_size_by_default_and_never_exceeds_the_budget()
    {
        var scenario = new Scenario();
        var byDefault = await (scenario with { Options = scenario.Options with { InitialSize = null } }).RunAsync();
        Assert.AreEqual(8, byDefault[0].LabeledCount);
        var small = await (scenario with { Options = scenario.Options with { InitialSize = null, Budget = 5 } }).RunAsync();
        CollectionAssert.AreEqual(new[] { 5 }, small.Select(r => r.LabeledCount).ToArray());
    }

    [TestMethod]
    public async Task The_initial_set_depends_on_the_seed_alone()
    {
        async Task<string[]> InitialSet(Scenario scenario)
        {
            using ActiveLearningPool pool = scenario.CreatePool();
            await scenario.RunAsync(pool);
            return [.. pool.GetEntries().Take(10).Select(e => e.Id)];
        }
        var scenario = new Scenario();
        string[] first = await InitialSet(scenario);
        CollectionAssert.AreEqual(first, await InitialSet(scenario with { Options = scenario.Options with { Strategy = new EntropyStrategy(), QuerySize = 3 } }));
        CollectionAssert.AreNotEqual(first, await InitialSet(scenario with { Options = scenario.Options with { Seed = 6 } }));
    }

    [TestMethod]
    public async Task A_pool_with_labels_draws_no_initial_set()
    {
        var scenario = new Scenario();
        using ActiveLearningPool pool = scenario.CreatePool();
        foreach (int i in new[] { 3, 40, 41, 90 })
        {
            pool.Label(scenario.Rows[i].Id, scenario.Rows[i].Truth);
        }
        var rounds = await scenario.RunAsync(pool);
        CollectionAssert.AreEqual(new[] { 4, 12, 20, 28, 30 }, rounds.Select(r => r.LabeledCount).ToArray());
    }

    [TestMethod]
    public async Task A_pool_that_has_spent_the_budget_gives_one_round_without_a_query()
    {
        var scenario = new Scenario();
        using ActiveLearningPool pool = scenario.CreatePool();
        pool.Add([.. scenario.Rows.Take(31).Select(r => LabelEntry.Labeled(r.Id, r.Truth))]);
        var rounds = await scenario.RunAsync(pool);
        Assert.AreEqual(31, rounds.Single().LabeledCount);
        Assert.AreEqual(0, rounds.Single().Query.Count);
    }

    [TestMethod]
    public async Task Each_query_is_what_the_catalog_selects_on_the_output_of_the_rounds_model()
    {
        var scenario = new Scenario();
        using ActiveLearningPool pool = scenario.CreatePool();
        var rounds = await scenario.RunAsync(pool);
        using ActiveLearningPool replay = scenario.CreatePool();
        int replayed = 0;
        foreach (Round round in rounds.Where(r => r.Query.Count > 0))
        {
            replay.Add([.. pool.GetEntries().Take(round.LabeledCount).Skip(replayed)]);
            replayed = round.LabeledCount;
            IDataView query = scenario.Context.ActiveLearning().Select(round.Model!.Transform(replay.Unlabeled), scenario.Options.Strategy, round.Query.Count);
            CollectionAssert.AreEqual(round.Query.Select(q => q.Id).ToArray(), Ids.Of(query));
            CollectionAssert.AreEqual(round.Query.Select(q => q.Utility).ToArray(), Ids.Values<float>(query, "Utility"));
        }
    }

    [TestMethod]
    public async Task With_candidates_each_round_scores_a_part_of_the_pool_drawn_anew()
    {
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { CandidateSubsetSize = 20 } };
        var rounds = await scenario.RunAsync();
        foreach (Round round in rounds)
        {
            Assert.IsTrue(round.Query.All(q => q.Position < 20), "positions are those among the candidates");
        }
        CollectionAssert.AreEqual(Scenario.Results(rounds), Scenario.Results(await scenario.RunAsync()));
        var all = await (scenario with { Options = scenario.Options with { CandidateSubsetSize = 119 } }).RunAsync();
        CollectionAssert.AreEqual(Scenario.Results(await new Scenario().RunAsync()), Scenario.Results(all), "more candidates than rows are all rows");
        CollectionAssert.AreNotEqual(Scenario.Results(rounds), Scenario.Results(all));
    }

    [TestMethod]
    public async Task The_same_seed_gives_the_same_run_and_another_seed_another_one()
    {
        var scenario = new Scenario();
        scenario = scenario with { Options = scenario.Options with { Strategy = new RandomStrategy(), TestSet = scenario.TestSet } };
        string[] first = Scenario.Results(await scenario.RunAsync());
        CollectionAssert.AreEqual(first, Scenario.Results(await scenario.RunAsync()));
        CollectionAssert.AreNotEqual(first, Scenario.Results(await (scenario with { Options = scenario.Options with { Seed = 6 } }).RunAsync()));
    }

    [TestMethod]
    public async Task Progress_reports_each_step_in_order()
    {
        var reports = new List<RoundProgress>();
        var scenario = new Scenario();
        await (scenario with { Options = scenario.Options with { Budget = 15, TestSet = scenario.TestSet, Progress = new ListProgress(reports) } }).RunAsync();
        CollectionAssert.AreEqual(
            new[]
            {
                "0 Labeling 0", "0 Training 10", "0 Training 10 epoch 1", "0 Evaluating 10", "0 Selecting 10", "0 Labeling 10",
                "1 Training 15", "1 Training 15 epoch 1", "1 Evaluating 15",
            },
            reports.Select(r => $"{r.Round} {r.Phase} {r.LabeledCount}{(r.Training is { } t ? $" epoch {t.Epoch}" : "")}").ToArray());
    }

    [TestMethod]
    public async Task Cancellation_in_any_phase_stops_the_run_and_the_next_run_goes_on()
    {
        var scenario = new Scenario();
        string[] expected = Scenario.Results(await scenario.RunAsync());
        foreach (RoundPhase phase in new[] { RoundPhase.Training, RoundPhase.Selecting, RoundPhase.Labeling })
        {
            using var folder = new TemporaryFolder();
            using var source = new CancellationTokenSource();
            var cancelled = scenario with
            {
                Options = scenario.Options with
                {
                    CheckpointFolder = folder.Path,
                    Progress = new CallbackProgress(p =>
                    {
                        if (p.Round == 1 && p.Phase == phase)
                        {
                            source.Cancel();
                        }
                    }),
                },
            };
            await Assert.ThrowsExceptionAsync<OperationCanceledException>(() => cancelled.RunAsync(source.Token), $"{phase}");
            var resumed = await (scenario with { Options = scenario.Options with { CheckpointFolder = folder.Path } }).RunAsync();
            CollectionAssert.AreEqual(expected, Scenario.Results(resumed), $"{phase}");
        }
    }

    [TestMethod]
    public async Task A_run_that_is_cancelled_before_it_begins_asks_nothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        using ActiveLearningPool pool = new Scenario().CreatePool();
        await Assert.ThrowsExceptionAsync<OperationCanceledException>(() => new Scenario().RunAsync(pool, source.Token));
        Assert.AreEqual(0, pool.GetEntries().Count);
    }

    private sealed class ListProgress(List<RoundProgress> reports) : IProgress<RoundProgress>
    {
        public void Report(RoundProgress value) => reports.Add(value);
    }

    private sealed class CallbackProgress(Action<RoundProgress> callback) : IProgress<RoundProgress>
    {
        public void Report(RoundProgress value) => callback(value);
    }
}
