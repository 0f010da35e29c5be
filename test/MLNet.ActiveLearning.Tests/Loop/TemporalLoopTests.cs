using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Samples;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>Loops with a strategy that compares two rounds.</summary>
[TestClass]
public sealed class TemporalLoopTests
{
    private static readonly Scenario Temporal = new()
    {
        Options = new Scenario().Options with
        {
            Strategy = new TemporalOutputDiscrepancyStrategy(new TemporalOutputDiscrepancyOptions()), InitialSize = 6, QuerySize = 4, Budget = 18,
        },
    };

    [TestMethod]
    public async Task Each_round_asks_for_the_rows_that_its_model_and_the_one_before_see_most_differently()
    {
        IReadOnlyList<Round> rounds = await Temporal.RunAsync();
        Assert.AreEqual(4, rounds.Count);
        HashSet<string> labeled = [];
        for (int number = 1; number < rounds.Count - 1; number++)
        {
            float[] current = Scores(rounds[number].Model!);
            float[] previous = Scores(rounds[number - 1].Model!);
            var utilities = new float[Temporal.Rows.Length];
            TemporalOutputDiscrepancy.Compute(current, previous, 3, utilities);
            var rank = Temporal.Rows.Select((row, i) => (row.Id, Utility: utilities[i])).ToDictionary(r => r.Id, r => r.Utility);
            foreach (QueriedRow row in rounds[number].Query)
            {
                Assert.AreEqual(rank[row.Id], row.Utility, 1e-6f);
            }
            labeled.UnionWith(rounds[number].Query.Select(q => q.Id));
            float least = rounds[number].Query.Min(q => q.Utility);
            Assert.IsTrue(rank.Count(r => r.Value > least + 1e-6f && !labeled.Contains(r.Key)) <= 6 + (4 * number), "the others with more were labelled before");
        }
    }

    [TestMethod]
    public async Task The_first_round_draws_as_random_does()
    {
        IReadOnlyList<Round> rounds = await Temporal.RunAsync();
        IReadOnlyList<Round> random = await (Temporal with { Options = Temporal.Options with { Strategy = new RandomStrategy() } }).RunAsync();
        CollectionAssert.AreEqual(random[0].Query.Select(q => q.Id).ToArray(), rounds[0].Query.Select(q => q.Id).ToArray());
        CollectionAssert.AreNotEqual(random[1].Query.Select(q => q.Id).ToArray(), rounds[1].Query.Select(q => q.Id).ToArray());
    }

    [TestMethod]
    public async Task The_released_first_round_compares_with_an_untrained_model_and_takes_the_smallest_discrepancies()
    {
        var strategy = new TemporalOutputDiscrepancyStrategy(new TemporalOutputDiscrepancyOptions { FirstRound = TemporalFirstRound.Released });
        Scenario released = Temporal with { Options = Temporal.Options with { Strategy = strategy }, Trainer = new WithUntrained(new CentroidTrainer(KillTarget.Flower.ClassNames, "Truth")) };
        Round first = (await released.RunAsync())[0];
        var utilities = new float[released.Rows.Length];
        TemporalOutputDiscrepancy.Compute(Scores(first.Model!), Scores(WithUntrained.Model), 3, utilities);
        var rank = released.Rows.Select((row, i) => (row.Id, Utility: utilities[i])).ToDictionary(r => r.Id, r => r.Utility);
        Assert.IsTrue(first.Query.All(q => Math.Abs(rank[q.Id] + q.Utility) < 1e-6f));
        Assert.IsTrue(rank.Count(r => r.Value < -first.Query.Min(q => q.Utility) - 1e-6f) <= 4 + 6);

        var error = await Assert.ThrowsExceptionAsync<ArgumentException>(() => (Temporal with { Options = Temporal.Options with { Strategy = strategy } }).RunAsync());
        StringAssert.Contains(error.Message, "IUntrainedModelSource");
    }

    [TestMethod]
    public async Task A_run_interrupted_at_any_step_compares_with_the_same_model_afterwards()
    {
        string[] expected = Scenario.Results(await Temporal.RunAsync());
        for (int at = 1; ; at++)
        {
            using var folder = new TemporaryFolder();
            var inFolder = Temporal with { Options = Temporal.Options with { CheckpointFolder = folder.Path } };
            try
            {
                await new Interruption(at).Into(inFolder).RunAsync();
                Assert.IsTrue(at > 30, $"{at} steps");
                break;
            }
            catch (InterruptedException)
            {
            }
            CollectionAssert.AreEqual(expected, Scenario.Results(await inFolder.RunAsync()), $"step {at}");
        }
    }

    [TestMethod]
    public async Task The_model_to_compare_with_must_be_kept()
    {
        using var folder = new TemporaryFolder();
        var options = Temporal.Options with { CheckpointFolder = folder.Path, KeepModels = ModelRetention.None };
        var error = await Assert.ThrowsExceptionAsync<ArgumentException>(() => (Temporal with { Options = options }).RunAsync());
        StringAssert.Contains(error.Message, "strategy tod compares with it");
    }

    private static float[] Scores(ITransformer model) =>
        [.. model.Transform(Temporal.Data).GetColumn<float[]>("Score").SelectMany(row => row)];

    private sealed class WithUntrained(CentroidTrainer trainer) : IActiveLearningTrainer, IUntrainedModelSource
    {
        public static CentroidModel Model { get; } = new(KillTarget.Flower.ClassNames, [[0.1f, 0, 0, 0], [0, 0.3f, 0, 0], [0, 0, -0.2f, 0]]);

        public ITransformer Fit(IDataView input, TrainingContext context) => trainer.Fit(input, context);

        public ITransformer Fit(IDataView input) => trainer.Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => trainer.GetOutputSchema(inputSchema);

        public ITransformer CreateUntrained(IDataView input, ulong seed) => Model;
    }
}
