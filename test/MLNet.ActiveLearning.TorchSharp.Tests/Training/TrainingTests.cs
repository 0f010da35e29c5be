using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Retraining;
using TorchSharp;

namespace MLNet.ActiveLearning.Training;

/// <summary>What a training does: learns, repeats itself, reports, stops and continues.</summary>
[TestClass]
public sealed class TrainingTests
{
    private readonly MLContext ml = new(1);

    [TestMethod]
    public void A_separable_problem_is_learned()
    {
        using ImageClassificationTransformer model = Fit(TestImages.Options with { Epochs = 12 }, 96);
        uint[] predicted = TestImages.Keys(model.Transform(TestImages.Bytes(ml, 60, first: 500)), "PredictedLabel");
        double accuracy = predicted.Select((key, i) => TestImages.Classes[key - 1] == TestImages.Classes[(500 + i) % 3] ? 1.0 : 0.0).Average();
        Assert.IsTrue(accuracy > 0.9, $"accuracy {accuracy}");
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_weights_bit_for_bit()
    {
        ImageClassificationOptions options = TestImages.Options with { Heads = [new TrainingDynamicsHead { HiddenSize = 8 }] };
        using ImageClassificationTransformer first = Fit(options, 50);
        using (torch.rand(100))
        {
            // Draws from the global generator, which must not matter.
        }

        using ImageClassificationTransformer second = Fit(options, 50);
        CollectionAssert.AreEqual(Weights(first), Weights(second));
    }

    [TestMethod]
    public void Another_seed_gives_other_weights()
    {
        using ImageClassificationTransformer first = Fit(TestImages.Options, 50);
        using ImageClassificationTransformer second = Fit(TestImages.Options with { Seed = 2 }, 50);
        CollectionAssert.AreNotEqual(Weights(first), Weights(second));
    }

    [TestMethod]
    public void The_global_generator_and_the_number_of_threads_are_left_as_they_were()
    {
        int threads = torch.get_num_threads();
        using torch.Tensor before = torch.get_rng_state();
        using ImageClassificationTransformer model = Fit(TestImages.Options with { Threads = 1 }, 40);
        using torch.Tensor after = torch.get_rng_state();
        Assert.IsTrue(before.Equals(after) || before.equal(after).ToBoolean());
        Assert.AreEqual(threads, torch.get_num_threads());
    }

    [TestMethod]
    public void Cancellation_is_noticed_before_the_next_batch()
    {
        using var source = new CancellationTokenSource();
        var listener = new Listener { Batch = batch => source.Cancel() };
        ImageClassificationTrainer trainer = Trainer(TestImages.Options with { Observers = [listener] });
        Assert.ThrowsException<OperationCanceledException>(
            () => trainer.Fit(TestImages.Bytes(ml, 64), new TrainingContext { CancellationToken = source.Token }));
        Assert.AreEqual(1, listener.Batches.Count);
    }

    [TestMethod]
    public void Observers_and_progress_see_every_batch_and_epoch()
    {
        var listener = new Listener();
        ImageClassificationTrainer trainer = Trainer(TestImages.Options with { Observers = [listener], Epochs = 2 });
        using ImageClassificationTransformer model = trainer.Fit(TestImages.Bytes(ml, 40), new TrainingContext { Progress = listener });
        Assert.AreEqual(40, listener.Start!.SampleCount);
        CollectionAssert.AreEqual(TestImages.Classes, listener.Start.ClassNames.ToArray());
        CollectionAssert.AreEqual(Enumerable.Range(0, 40).Select(i => i % 3).ToArray(), listener.Start.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { 16, 16, 8, 16, 16, 8 }, listener.Batches.Select(b => b.Positions.Length).ToArray());
        foreach (var epoch in listener.Batches.GroupBy(b => b.Epoch))
        {
            CollectionAssert.AreEqual(Enumerable.Range(0, 40).ToArray(), epoch.SelectMany(b => b.Positions).Order().ToArray());
            CollectionAssert.AreNotEqual(Enumerable.Range(0, 40).ToArray(), epoch.SelectMany(b => b.Positions).ToArray());
        }

        Assert.IsTrue(listener.Batches.All(b => b.Probabilities.Chunk(3).All(p => Math.Abs(p.Sum() - 1) < 1e-5)));
        CollectionAssert.AreEqual(listener.Epochs, listener.Reports);
        Assert.AreEqual(2, listener.Reports[^1].Epoch);
        double accuracy = listener.Batches.Where(b => b.Epoch == 1)
            .SelectMany(b => b.Positions.Zip(b.Probabilities.Chunk(3), (i, p) => p.AsSpan().IndexOf(p.Max()) == i % 3 ? 1.0 : 0.0)).Average();
        Assert.AreEqual(accuracy, listener.Reports[1].TrainingAccuracy, 1e-9);
    }

    [TestMethod]
    [DataRow(40, 16, new[] { 16, 16, 8 })]
    [DataRow(33, 16, new[] { 16, 17 })]
    [DataRow(16, 16, new[] { 16 })]
    [DataRow(17, 16, new[] { 17 })]
    [DataRow(2, 16, new[] { 2 })]
    public void A_single_last_sample_joins_the_batch_before_it(int samples, int batchSize, int[] expected)
    {
        (int Start, int Count)[] steps = TrainingBatches.SplitEpoch(samples, batchSize);
        CollectionAssert.AreEqual(expected, steps.Select(s => s.Count).ToArray());
        CollectionAssert.AreEqual(steps.Select(s => s.Start + s.Count).SkipLast(1).ToArray(), steps.Skip(1).Select(s => s.Start).ToArray());
    }

    [TestMethod]
    public void Training_continues_from_an_earlier_model()
    {
        using ImageClassificationTransformer first = Fit(TestImages.Options, 50);
        // A learning rate of nearly nothing: the weights can only be the earlier ones.
        ImageClassificationTrainer trainer = Trainer(TestImages.Options with { Epochs = 1, Optimizer = new SgdOptimizer { LearningRate = 1e-30 } });
        var chain = new TransformerChain<ITransformer>(first);
        using ImageClassificationTransformer second = trainer.Fit(TestImages.Bytes(ml, 50), new TrainingContext { Previous = chain });
        CollectionAssert.AreEqual(Parameters(first), Parameters(second));
        Assert.AreNotSame(first.Model.Network, second.Model.Network);
    }

    [TestMethod]
    public void A_previous_model_that_does_not_fit_is_refused()
    {
        using ImageClassificationTransformer first = Fit(TestImages.Options with { Architecture = new TinyNet { Channels = 4 } }, 50);
        ArgumentException exception = Assert.ThrowsException<ArgumentException>(
            () => Trainer(TestImages.Options).Fit(TestImages.Bytes(ml, 50), new TrainingContext { Previous = first }));
        StringAssert.Contains(exception.Message, "differ");
    }

    [TestMethod]
    public void A_diverged_training_says_where_and_what_to_try()
    {
        ImageClassificationOptions options = TestImages.Options with { Optimizer = new SgdOptimizer { LearningRate = 1e30 } };
        TrainingDivergedException exception = Assert.ThrowsException<TrainingDivergedException>(() => Fit(options, 50));
        Assert.AreEqual(1, exception.Epoch);
        StringAssert.Contains(exception.Message, "in epoch 1 at learning rate 1E+30");
        StringAssert.Contains(exception.Message, "Try a learning rate of");
    }

    [TestMethod]
    public void Other_optimisers_schedules_and_two_learning_rates_train_too()
    {
        TrainingOptimizer[] optimizers =
            [new AdamOptimizer { WeightDecay = 1e-4 }, new RmsPropOptimizer { Momentum = 0.5 }, new SgdOptimizer { Nesterov = true, BackboneLearningRate = 0.01 }];
        foreach (TrainingOptimizer optimizer in optimizers)
        {
            var listener = new Listener();
            ImageClassificationOptions options = TestImages.Options with
            {
                Optimizer = optimizer, Schedule = new WarmupCosineSchedule { WarmupIterations = 2 }, Observers = [listener], Epochs = 8,
            };
            using ImageClassificationTransformer model = Fit(options, 60);
            Assert.IsTrue(listener.Epochs[^1].TrainingLoss < listener.Epochs[0].TrainingLoss, optimizer.ToString());
        }
    }

    [TestMethod]
    public void Training_ends_when_the_accuracy_is_reached_and_restarts_when_it_has_collapsed()
    {
        var ended = new Listener();
        using ImageClassificationTransformer model = Fit(
            TestImages.Options with { Epochs = 100, Stopping = new DistilStopping { MaximumAccuracy = 0.7 }, Observers = [ended] }, 60);
        Assert.IsTrue(ended.Epochs.Count < 99 && ended.Epochs[^1].TrainingAccuracy >= 0.7);

        // Every second epoch counts as collapsed: the learning rate goes back to its first value.
        var restarted = new Listener();
        var stopping = new DistilStopping { RestartInterval = 2, RestartAccuracy = 1.1, MaximumAccuracy = 1, MinimumDifference = 1e-9, WindowSize = 100 };
        using ImageClassificationTransformer other = Fit(
            TestImages.Options with { Epochs = 6, Stopping = stopping, Schedule = new CosineSchedule(), Observers = [restarted] }, 60);
        double[] rates = [.. restarted.Epochs.Select(e => e.LearningRate)];
        Assert.AreEqual(rates[0], rates[1], 1e-12);
        Assert.IsTrue(rates[2] < rates[1]);
        Assert.AreEqual(rates[0], rates[3], 1e-12);
    }

    [TestMethod]
    [Timeout(60_000)]
    public void Networks_that_channels_last_memory_would_hang_are_trained_in_plain_memory()
    {
        var rows = Enumerable.Range(0, 40).Select(i => new LargeRow { Image = TestImages.Pixels(i, 32), Label = TestImages.Classes[i % 3] }).ToList();
        ImageClassificationOptions options = TestImages.Options with { Architecture = new NarrowNet(), BatchSize = 20, Epochs = 1 };
        using ImageClassificationTransformer narrow = Trainer(options).Fit(ml.Data.LoadFromEnumerable(rows));
        Assert.IsFalse(narrow.Model.UsesChannelsLast);
        using ImageClassificationTransformer usual = Fit(TestImages.Options with { Epochs = 1 }, 20);
        Assert.IsTrue(usual.Model.UsesChannelsLast);
    }

    [TestMethod]
    public void A_thousand_steps_leave_no_memory_behind()
    {
        ImageClassificationOptions options = TestImages.Options with { Epochs = 40, BatchSize = 16, Heads = [new TrainingDynamicsHead { HiddenSize = 8 }] };
        Fit(options, 160).Dispose(); // 400 steps to warm up
        long before = Environment.WorkingSet;
        Fit(options with { Epochs = 100 }, 160).Dispose(); // 1000 steps
        long grown = (Environment.WorkingSet - before) >> 20;
        Assert.IsTrue(grown < 40, $"The process grew by {grown} MB.");
    }

    private ImageClassificationTrainer Trainer(ImageClassificationOptions options) => ml.ActiveLearning().Trainers.ImageClassification(options);

    private ImageClassificationTransformer Fit(ImageClassificationOptions options, int count) => Trainer(options).Fit(TestImages.Bytes(ml, count));

    private static float[] Weights(ImageClassificationTransformer model) =>
        [.. model.Model.Modules.SelectMany(m => m.state_dict().Values).SelectMany(t => t.to(torch.ScalarType.Float32).data<float>().ToArray())];

    private static float[] Parameters(ImageClassificationTransformer model) =>
        [.. model.Model.Network.parameters().SelectMany(p => p.data<float>().ToArray())];

    private sealed class LargeRow
    {
        [VectorType(3, 32, 32)]
        public byte[] Image { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
