using Microsoft.ML;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Comparisons with a trainer of ML.NET itself, on a small table.</summary>
[TestClass]
public sealed class StrategyComparisonTests
{
    private static readonly MLContext Context = new(seed: 1);
    private static readonly string[] ClassNames = ["0", "1", "2"];
    private string folder = "";

    [TestInitialize]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("comparison").FullName;

    [TestCleanup]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestMethod]
    public async Task Every_strategy_seed_and_round_has_a_row_and_seeds_start_alike()
    {
        ComparisonResult result = await RunAsync(Options());
        Assert.AreEqual(2 * 2 * 3, result.Rows.Count);
        CollectionAssert.AreEqual(new[] { 10, 15, 20 }, result.Rows.Take(3).Select(r => r.LabeledCount).ToArray());
        foreach (IGrouping<ulong, RoundResult> first in result.Rows.Where(r => r.Round == 0).GroupBy(r => r.Seed))
        {
            Assert.AreEqual(1, first.Select(r => r.Accuracy).Distinct().Count(), $"seed {first.Key}");
        }
        Assert.IsTrue(result.PeakMemoryBytes > 0);
    }

    [TestMethod]
    public async Task Results_are_written_and_a_finished_comparison_is_not_recomputed()
    {
        ComparisonOptions options = Options() with { OutputFolder = folder };
        ComparisonResult first = await RunAsync(options);
        Assert.IsTrue(first.Files.Count == 4 && first.Files.All(File.Exists));
        string csv = File.ReadAllText(Path.Combine(folder, "results.csv"));

        ComparisonResult again = await RunAsync(Options(trainersRefuse: true) with { OutputFolder = folder });
        Assert.IsTrue(again.Rows.All(r => r.Restored));
        CollectionAssert.AreEqual(WithoutTimes(first), WithoutTimes(again));
        Assert.AreEqual(csv, File.ReadAllText(Path.Combine(folder, "results.csv")));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(20)]
    public async Task A_cancelled_comparison_goes_on_and_ends_with_the_same_results(int reportsBefore)
    {
        string[] expected = WithoutTimes(await RunAsync(Options()));
        using var cancellation = new CancellationTokenSource();
        ComparisonOptions options = Options() with { OutputFolder = folder };
        var cancelling = options with { Progress = new Counter(() => cancellation.Cancel(), reportsBefore) };
        await Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(cancelling, cancellation.Token));
        CollectionAssert.AreEqual(expected, WithoutTimes(await RunAsync(options)));
    }

    [TestMethod]
    public async Task Seeds_and_strategies_can_be_added_to_a_folder()
    {
        ComparisonOptions options = Options() with { OutputFolder = folder };
        await RunAsync(options with { Seeds = [1], Contestants = [options.Contestants[0]] });
        ComparisonResult result = await RunAsync(options);
        Assert.AreEqual(3, result.Rows.Count(r => r.Restored));
        CollectionAssert.AreEqual(WithoutTimes(await RunAsync(Options())), WithoutTimes(result));
    }

    [TestMethod]
    public async Task Other_settings_are_refused_by_name()
    {
        ComparisonOptions options = Options() with { OutputFolder = folder, Settings = new Dictionary<string, string> { ["epochs"] = "3" } };
        await RunAsync(options);
        var changed = await Assert.ThrowsExceptionAsync<SettingsChangedException>(
            () => RunAsync(options with { QuerySize = 4, Settings = new Dictionary<string, string> { ["epochs"] = "4" } }));
        Assert.AreEqual(
            $"The folder '{folder}' holds a run with other settings: epochs was 3 and is now 4; query was 5 and is now 4. Repeat the old settings to continue it, or name another folder.",
            changed.Message);
    }

    [TestMethod]
    public async Task A_damaged_manifest_is_refused()
    {
        File.WriteAllText(Path.Combine(folder, "run.json"), "{\n  \"Format\": ");
        var damaged = await Assert.ThrowsExceptionAsync<InvalidDataException>(() => RunAsync(Options() with { OutputFolder = folder }));
        StringAssert.Contains(damaged.Message, "run.json' is damaged at line 2");
    }

    [TestMethod]
    public async Task Two_comparisons_in_one_folder_share_the_cells_and_end_with_the_same_results()
    {
        string[] expected = WithoutTimes(await RunAsync(Options()));
        int trained = 0;
        ComparisonOptions options = Options(onFit: () => Interlocked.Increment(ref trained)) with { OutputFolder = folder };
        var quick = new ClaimTiming(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(10));
        Task<ComparisonResult> Start() => Task.Run(() => new StrategyComparison(Context, Data(), options) { Claims = (TimeProvider.System, quick) }.RunAsync());
        ComparisonResult[] results = await Task.WhenAll(Start(), Start(), Start());
        foreach (ComparisonResult result in results)
        {
            CollectionAssert.AreEqual(expected, WithoutTimes(result));
        }
        Assert.AreEqual(2 * 2 * 3, trained, "Each round was trained once.");
        Assert.AreEqual(0, Directory.GetFiles(folder, "claim.json*", SearchOption.AllDirectories).Length);
        Assert.AreEqual(0, Directory.GetFiles(folder, "*.tmp").Length);
    }

    [TestMethod]
    public async Task A_cell_that_another_process_works_on_is_waited_for()
    {
        string cell = Path.Combine(folder, "cells", "margin", "seed-2");
        var claims = new CellClaims(TimeProvider.System, ClaimTiming.Default);
        CellClaim other = claims.TryTake(cell)!;
        var waited = new TaskCompletionSource<ComparisonProgress>();
        ComparisonOptions options = Options() with { OutputFolder = folder, Progress = new Watcher(p => _ = p.WaitingFor is not null && waited.TrySetResult(p)) };
        var quick = ClaimTiming.Default with { Poll = TimeSpan.FromMilliseconds(10) };
        Task<ComparisonResult> running = Task.Run(() => new StrategyComparison(Context, Data(), options) { Claims = (TimeProvider.System, quick) }.RunAsync());
        ComparisonProgress waiting = await waited.Task;
        Assert.AreEqual(("margin", 2UL, 0.75), (waiting.Cell.Strategy, waiting.Cell.Seed, waiting.Completed));
        StringAssert.StartsWith(waiting.WaitingFor, $"process {Environment.ProcessId} on");
        Assert.IsFalse(running.IsCompleted);
        other.Dispose();
        Assert.AreEqual(12, (await running).Rows.Count);
    }

    [TestMethod]
    public void All_problems_are_named_in_one_message()
    {
        ComparisonOptions options = Options() with { Seeds = [1, 1], QuerySize = 500, CandidateSubsetSize = 3 };
        var e = Assert.ThrowsException<ArgumentException>(() => new StrategyComparison(Context, Data(), options));
        StringAssert.Contains(e.Message, "Seeds is 1, 1; each may occur once.");
        StringAssert.Contains(e.Message, "CandidateSubsetSize is 3, less than QuerySize 500");
        StringAssert.Contains(e.Message, "InitialSize 10 and 2 queries of 500 need 1010 labels; the pool holds 120.");
    }

    [TestMethod]
    public async Task Progress_rises_from_0_to_1()
    {
        List<double> completed = [];
        await RunAsync(Options() with { Progress = new Recorder(completed.Add) });
        Assert.AreEqual(0, completed[0]);
        Assert.AreEqual(1, completed[^1], 1e-12);
        CollectionAssert.AreEqual(completed.Order().ToArray(), completed);
    }

    private static Task<ComparisonResult> RunAsync(ComparisonOptions options, CancellationToken cancellation = default) =>
        new StrategyComparison(Context, Data(), options).RunAsync(cancellation);

    private static ComparisonData Data() => new()
    {
        Name = "table",
        Pool = Context.Data.LoadFromEnumerable(Row.Draw(120, seed: 1)),
        PoolCount = 120,
        Test = Context.Data.LoadFromEnumerable(Row.Draw(90, seed: 2)),
        TestCount = 90,
        ClassNames = ClassNames,
    };

    private static ComparisonOptions Options(bool trainersRefuse = false, Action? onFit = null) => new()
    {
        Contestants =
        [
            Contestant("random", Context.ActiveLearning().Strategies.Random(), trainersRefuse, onFit),
            Contestant("margin", Context.ActiveLearning().Strategies.Margin(), trainersRefuse, onFit),
        ],
        Seeds = [1, 2],
        RoundCount = 3,
        InitialSize = 10,
        QuerySize = 5,
    };

    private static Contestant Contestant(string name, SelectionStrategy strategy, bool refuses, Action? onFit) => new()
    {
        Name = name,
        Strategy = strategy,
        CreateTrainer = _ => new Trainer(Context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(), refuses, onFit),
    };

    private static string[] WithoutTimes(ComparisonResult result) =>
        [.. result.Rows.Select(r => FormattableString.Invariant($"{r.Strategy} {r.Seed} {r.Round} {r.LabeledCount} {r.Accuracy:R} {r.LogLoss:R}"))];

    private sealed class Trainer(IEstimator<ITransformer> inner, bool refuses, Action? onFit) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input)
        {
            onFit?.Invoke();
            return refuses ? throw new InvalidOperationException("Nothing is to be trained.") : inner.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
    }

    private sealed class Recorder(Action<double> record) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => record(value.Completed);
    }

    private sealed class Watcher(Action<ComparisonProgress> watch) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => watch(value);
    }

    private sealed class Counter(Action act, int after) : IProgress<ComparisonProgress>
    {
        private int count;

        public void Report(ComparisonProgress value)
        {
            if (++count == after)
            {
                act();
            }
        }
    }
}
