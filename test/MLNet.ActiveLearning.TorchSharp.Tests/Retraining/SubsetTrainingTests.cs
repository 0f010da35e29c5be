using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Loop;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>Training on a part of the labelled rows whose gradients stand for those of all (GRAD-MATCH).</summary>
[TestClass]
public sealed class SubsetTrainingTests
{
    private const int Count = 90;
    private static readonly SubsetTrainingOptions Third = new() { Fraction = 1.0 / 3, ReselectEvery = 2 };
    private readonly MLContext ml = new(seed: 1);

    private static ImageClassificationOptions Options => TestImages.Options with { ClassNames = TestImages.Classes, BatchSize = 10, Epochs = 5 };

    [TestMethod]
    public void The_published_settings_are_the_defaults()
    {
        var options = new SubsetTrainingOptions();
        Assert.AreEqual((0.3, 35, 3, 0.0, SubsetUnit.Batch), (options.Fraction, options.ReselectEvery, options.FullRoundEvery, options.WarmStartFraction, options.Unit));
        Assert.AreEqual(new PursuitSettings { Lambda = 0, Tolerance = 1e-100 }, options.Pursuit);
        var choice = Choice(options, Options with { Epochs = 300 }, maximumEpochs: 299);
        CollectionAssert.AreEqual(
            new[] { 1, 36, 71, 106, 141, 176, 211, 246, 281 }, Enumerable.Range(0, 299).Where(choice.IsDue).Select(epoch => epoch + 1).ToArray());
        Assert.AreEqual(19, choice.EpochsFrom(280));
        Assert.AreEqual(300 * 3, choice.PlanSteps(300));
    }

    [TestMethod]
    public void An_epoch_goes_once_through_the_chosen_rows_until_others_are_chosen()
    {
        List<int[]> epochs = Train(Third, Options).Epochs;
        Assert.HasCount(5, epochs);
        Assert.IsTrue(epochs.All(e => e.Length == 30 && e.Distinct().Count() == 30));
        Assert.IsTrue(SameRows(epochs[0], epochs[1]) && SameRows(epochs[2], epochs[3]));
        Assert.IsFalse(SameRows(epochs[0], epochs[2]) && SameRows(epochs[2], epochs[4]), "The network changes, so the rows should.");
        Assert.IsFalse(epochs[0].SequenceEqual(epochs[1]), "The order is drawn anew in each epoch.");
    }

    [TestMethod]
    public void A_warm_start_goes_through_all_rows_first()
    {
        List<int[]> epochs = Train(Third with { WarmStartFraction = 0.5 }, Options).Epochs;
        CollectionAssert.AreEqual(new[] { 90, 90, 30, 30, 30 }, epochs.Select(e => e.Length).ToArray());
        Assert.IsTrue(SameRows(epochs[2], epochs[3]));
        Assert.AreEqual((2 * 9) + (3 * 3), Choice(Third with { WarmStartFraction = 0.5 }, Options, 5).PlanSteps(5));
    }

    [TestMethod]
    public void Batches_are_chosen_whole_and_their_members_share_a_weight()
    {
        using ImageClassificationTransformer model = Untrained();
        SubsetTrainingOptions options = Third with { Fraction = 0.25 };
        EpochRows rows = Choose(options, model);
        Assert.HasCount(30, rows.Positions); // 23 rows, in whole batches of 10
        float[][] weights = [.. rows.Positions.Select(p => rows.Weights![p]).Chunk(10)];
        Assert.IsTrue(weights.All(batch => batch.All(w => w == batch[0])));
        Assert.IsTrue(rows.Weights!.Where((_, position) => !rows.Positions.Contains(position)).All(w => w == 0));

        // The weighted sum of the chosen mean gradients is nearer to that of all than the plain one, scaled up.
        GradientEmbeddings gradients = Gradients(model);
        double[] target = Sum(gradients, _ => 1);
        double matched = Distance(target, Sum(gradients, i => rows.Weights![i]));
        double plain = Distance(target, Sum(gradients, i => rows.Positions.Contains(i) ? (double)Count / rows.Positions.Length : 0));
        Assert.IsTrue(matched < plain && matched < Norm(target), $"{matched} after matching, {plain} without weights, {Norm(target)} in all");
    }

    [TestMethod]
    [DataRow(SubsetUnit.Class)]
    [DataRow(SubsetUnit.ClassOutput)]
    public void By_classes_the_rows_are_those_of_the_acquisition_function(SubsetUnit unit)
    {
        using ImageClassificationTransformer model = Untrained();
        var pursuit = new PursuitSettings { Lambda = 0.5, Tolerance = 1e-100 };
        EpochRows rows = Choose(Third with { Unit = unit, Fraction = 0.1, Pursuit = pursuit }, model);
        WeightedRow[] expected = TrainingSubset.SelectPerClass(Gradients(model), 9, pursuit, unit == SubsetUnit.ClassOutput);
        Assert.HasCount(expected.Length, rows.Positions);

        // Rows that fill up have weight 1; which ones they are depends on the order, and here it is another one.
        WeightedRow[] found = [.. expected.Where(row => row.Weight != 1)];
        Assert.IsTrue(found.Length >= 3);
        Assert.IsTrue(SameRows([.. found.Select(row => row.Index)], [.. rows.Positions.Where(p => rows.Weights![p] != 1)]));
        foreach (WeightedRow row in found)
        {
            Assert.AreEqual(row.Weight, rows.Weights![row.Index], 1e-3 * Math.Max(1, row.Weight));
        }
    }

    [TestMethod]
    public void The_loss_is_the_mean_over_a_batch_of_losses_times_weights()
    {
        // Learning rates so small that the weights stay where they began.
        ImageClassificationOptions still = Options with
        {
            Architecture = new TinyNet { Dropout = 0 }, Epochs = 1, Optimizer = new SgdOptimizer { LearningRate = 1e-30 },
        };
        using var untrained = (ImageClassificationTransformer)new ImageClassificationTrainer(ml, still).CreateUntrained(Images(), still.Seed);
        float[] weights = Choose(Third, untrained).Weights!;
        var listener = new Listener();
        using ImageClassificationTransformer model = new ImageClassificationTrainer(ml, still with { Observers = [listener] })
            .Fit(Images(), new TrainingContext { Progress = listener }, Third);
        double sum = 0;
        foreach ((_, int[] positions, float[] probabilities) in listener.Batches)
        {
            sum += positions.Select((position, i) => weights[position] * -Math.Log(probabilities[(i * 3) + (position % 3)])).Sum();
        }
        Assert.AreEqual(sum / 30, listener.Reports.Single().TrainingLoss, 1e-4 * Math.Abs(sum));
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_rows_and_weights_of_the_network_and_another_seed_others()
    {
        (List<int[]> first, float[] scores) = Train(Third, Options);
        (List<int[]> second, float[] again) = Train(Third, Options);
        (List<int[]> other, _) = Train(Third, Options with { Seed = 2 });
        CollectionAssert.AreEqual(first.SelectMany(e => e).ToArray(), second.SelectMany(e => e).ToArray());
        CollectionAssert.AreEqual(scores, again);
        Assert.IsFalse(SameRows(first[0], other[0]));
    }

    [TestMethod]
    public void Averaged_weights_and_heads_that_count_samples_work_with_it()
    {
        ImageClassificationOptions options = Options with
        {
            WeightAveraging = new WeightAveraging { StartAccuracy = 0 },
            Heads = [new TrainingDynamicsHead { HiddenSize = 4 }, new CartographyHead()],
        };
        using ImageClassificationTransformer model = new ImageClassificationTrainer(ml, options)
            .Fit(Images(), TrainingContext.Default, Third with { Fraction = 0.1, ReselectEvery = 10 });
        IDataView scored = model.Transform(Images());
        foreach (string column in new[] { "Score", "DynamicScore" })
        {
            Assert.IsTrue(TestImages.Vectors(scored, column).All(float.IsFinite), column);
        }
        Assert.IsTrue(scored.GetColumn<float>("LearnedProbability").All(p => p is >= 0 and <= 1));
    }

    [TestMethod]
    public void Two_rows_are_enough_and_a_single_one_is_never_trained_on()
    {
        foreach (int count in new[] { 2, 11 })
        {
            var listener = new Listener();
            using ImageClassificationTransformer model = new ImageClassificationTrainer(ml, Options with { Observers = [listener] })
                .Fit(TestImages.Bytes(ml, count), TrainingContext.Default, Third with { Fraction = 0.01, ReselectEvery = 1 });
            Assert.IsTrue(listener.Batches.All(b => b.Positions.Length >= 2));
        }
    }

    [TestMethod]
    public void Weights_that_left_the_range_of_numbers_end_the_training_as_a_diverged_one()
    {
        ImageClassificationOptions options = Options with { BatchSize = 30, Optimizer = new SgdOptimizer { LearningRate = 1e38 } };
        var error = Assert.ThrowsExactly<TrainingDivergedException>(() => new ImageClassificationTrainer(ml, options)
            .Fit(Images(), TrainingContext.Default, Third with { ReselectEvery = 1 }));
        StringAssert.Contains(error.Message, "in epoch 1");
    }

    [TestMethod]
    public void Training_stops_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var listener = new Listener { Batch = b => (b.Epoch == 2 ? cancellation : null)?.Cancel() };
        Assert.ThrowsExactly<OperationCanceledException>(() => new ImageClassificationTrainer(ml, Options with { Observers = [listener] })
            .Fit(Images(), new TrainingContext { CancellationToken = cancellation.Token }, Third));
        Assert.AreEqual(2, listener.Batches[^1].Epoch);

        using ImageClassificationTransformer model = Untrained();
        Assert.ThrowsExactly<OperationCanceledException>(() => Choose(Third, model, cancellation.Token));
    }

    [TestMethod]
    public async Task All_rounds_but_each_third_and_the_last_are_trained_on_a_part()
    {
        RetrainingMode mode = ml.ActiveLearning().Retraining.SubsetTraining(Third);
        Assert.AreEqual("GRAD-MATCH", mode.ToString());
        string[] rounds = [.. await RunAsync(folder: null, int.MaxValue, Third)];
        CollectionAssert.AreEqual(new[] { "full", "GRAD-MATCH", "GRAD-MATCH", "full", "GRAD-MATCH", "full" }, rounds.Select(r => r.Split(' ')[0]).ToArray());
    }

    [TestMethod]
    public async Task A_run_stopped_at_any_phase_ends_as_one_that_was_not()
    {
        string[] expected = [.. await RunAsync(folder: null, int.MaxValue, Third)];
        int at = 1;
        for (bool stopped = true; stopped; at += 3)
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-subset-");
            stopped = false;
            try
            {
                await RunAsync(folder.FullName, at, Third);
            }
            catch (InvalidOperationException e) when (e.Message == "stopped")
            {
                stopped = true;
            }
            CollectionAssert.AreEqual(expected, await RunAsync(folder.FullName, int.MaxValue, Third), $"stopped at {at}");
            folder.Delete(recursive: true);
        }
        Assert.IsTrue(at > 30);
    }

    [TestMethod]
    public async Task A_run_is_not_continued_with_other_options()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mlnet-al-subset-");
        await RunAsync(folder.FullName, int.MaxValue, Third);
        foreach (SubsetTrainingOptions other in new[]
        {
            Third with { Fraction = 0.5 }, Third with { ReselectEvery = 3 }, Third with { FullRoundEvery = 4 }, Third with { WarmStartFraction = 0.1 },
            Third with { Unit = SubsetUnit.Class }, Third with { Pursuit = Third.Pursuit with { Lambda = 0.5 } },
        })
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(folder.FullName, int.MaxValue, other), other.Describe());
        }
        folder.Delete(recursive: true);
    }

    [TestMethod]
    public void What_cannot_work_is_refused_in_one_message()
    {
        RetrainingCatalog catalog = ml.ActiveLearning().Retraining;
        string message = Assert.ThrowsExactly<ArgumentException>(() => catalog.SubsetTraining(new SubsetTrainingOptions
        {
            Fraction = 1, ReselectEvery = 0, FullRoundEvery = 1, WarmStartFraction = double.NaN, Unit = (SubsetUnit)9, Pursuit = new PursuitSettings { Lambda = -1 },
        })).Message;
        foreach (string part in new[] { "Fraction is 1;", "ReselectEvery is 0;", "FullRoundEvery is 1;", "WarmStartFraction is NaN;", "Unit is 9;", "Pursuit: Lambda is -1;" })
        {
            StringAssert.Contains(message, part);
        }
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(Images(), new PoolOptions { ClassNames = TestImages.Classes });
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => ml.ActiveLearning().CreateLoop(
                pool,
                ml.ActiveLearning().Trainers.FeatureProxy(),
                new SimulatedOracle(pool.Data, "Label"),
                new LoopOptions { Strategy = ml.ActiveLearning().Strategies.Margin(), Budget = 20, Retraining = catalog.SubsetTraining() })).Message,
            "the trainer is FeatureProxyTrainer");
    }

    private static bool SameRows(int[] one, int[] other) => one.Order().SequenceEqual(other.Order());

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(v => v * v));

    private static double Distance(double[] one, double[] other) => Norm([.. one.Zip(other, (a, b) => a - b)]);

    private static double[] Sum(GradientEmbeddings gradients, Func<int, double> weight)
    {
        double[] sum = new double[gradients.Width];
        for (int i = 0; i < gradients.Count; i++)
        {
            gradients.AddTo(i, weight(i), sum);
        }
        return sum;
    }

    private IDataView Images() => TestImages.Bytes(ml, Count);

    private TrainingSet Data(ImageClassificationOptions options) => TrainingSet.Read(Images(), options, CancellationToken.None);

    private SubsetChoice Choice(SubsetTrainingOptions subset, ImageClassificationOptions options, int maximumEpochs, CancellationToken cancellationToken = default) =>
        new(subset, options, Data(options), maximumEpochs, cancellationToken);

    private EpochRows Choose(SubsetTrainingOptions subset, ImageClassificationTransformer model, CancellationToken cancellationToken = default)
    {
        using var buffers = new InputBufferPool(Options.BatchSize, Data(Options).Images.Shape);
        return Choice(subset, Options, maximumEpochs: 5, cancellationToken).Choose(model.Model, buffers)!;
    }

    private ImageClassificationTransformer Untrained() =>
        (ImageClassificationTransformer)new ImageClassificationTrainer(ml, Options).CreateUntrained(Images(), seed: 6);

    private GradientEmbeddings Gradients(ImageClassificationTransformer model)
    {
        IDataView scored = model.Transform(Images());
        return GradientEmbeddings.AtClasses(
            new FloatMatrix(TestImages.Vectors(scored, "Score"), Count, 3),
            new FloatMatrix(TestImages.Vectors(scored, "Embedding"), Count, model.Model.Network.EmbeddingSize),
            [.. Enumerable.Range(0, Count).Select(i => i % 3)],
            GradientKind.BiasLinear);
    }

    private (List<int[]> Epochs, float[] Scores) Train(SubsetTrainingOptions subset, ImageClassificationOptions options)
    {
        var listener = new Listener();
        using ImageClassificationTransformer model = new ImageClassificationTrainer(ml, options with { Observers = [listener] })
            .Fit(Images(), TrainingContext.Default, subset);
        List<int[]> epochs = [.. listener.Batches.GroupBy(b => b.Epoch).OrderBy(g => g.Key).Select(g => g.SelectMany(b => b.Positions).ToArray())];
        return (epochs, TestImages.Vectors(model.Transform(Images()), "Score"));
    }

    private async Task<List<string>> RunAsync(string? folder, int stopAt, SubsetTrainingOptions options)
    {
        using ActiveLearningPool pool = ml.ActiveLearning().CreatePool(Images(), new PoolOptions { ClassNames = TestImages.Classes });
        ActiveLearningLoop loop = ml.ActiveLearning().CreateLoop(
            pool,
            new ImageClassificationTrainer(ml, Options with { Epochs = 3 }),
            new SimulatedOracle(pool.Data, "Label"),
            new LoopOptions
            {
                Strategy = ml.ActiveLearning().Strategies.Badge(),
                InitialSize = 15,
                QuerySize = 6,
                Budget = 45,
                TestSet = TestImages.Bytes(ml, 30, first: 500),
                CheckpointFolder = folder,
                Retraining = ml.ActiveLearning().Retraining.SubsetTraining(options),
                Progress = new Stop(stopAt),
            });
        List<string> rounds = [];
        await foreach (Round round in loop.RunAsync())
        {
            rounds.Add(FormattableString.Invariant($"{round.Retraining!.Training} {round.LabeledCount} {round.Metrics!.LogLoss:R} {string.Join(' ', round.Query.Select(q => FormattableString.Invariant($"{q.Id}:{q.Utility:R}")))}"));
        }
        return rounds;
    }

    private sealed class Stop(int at) : IProgress<RoundProgress>
    {
        private int steps;

        public void Report(RoundProgress value)
        {
            if (++steps == at)
            {
                throw new InvalidOperationException("stopped");
            }
        }
    }
}
