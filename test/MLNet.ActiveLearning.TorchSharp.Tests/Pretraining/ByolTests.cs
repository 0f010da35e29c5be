using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using MLNet.ActiveLearning.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>BYOL: its loss and moving averages, and that an interrupted pre-training ends as if it had not been.</summary>
[TestClass]
public sealed class ByolTests
{
    private readonly MLContext ml = new(1);
    private readonly string folder = Directory.CreateTempSubdirectory("byol").FullName;

    private static ByolOptions Options => new()
    {
        Architecture = new TinyNet(),
        Epochs = 4,
        BatchSize = 16,
        HiddenSize = 16,
        ProjectionSize = 8,
        Device = ComputeDevice.Cpu,
    };

    [TestCleanup]
    public void Delete() => Directory.Delete(folder, recursive: true);

    [DataTestMethod]
    [DataRow(1, false)]
    [DataRow(2, true)]
    [DataRow(3, false)]
    public void Interrupted_at_any_epoch_it_ends_with_the_same_weights(int epoch, bool adam)
    {
        ByolOptions options = adam ? Options with { Optimizer = new AdamOptimizer() } : Options;
        IDataView images = TestImages.Bytes(ml, 41);
        string unbroken = Fit(options, images).Hash;
        using var stop = new CancellationTokenSource();
        ByolOptions kept = options with { CheckpointFolder = folder };
        Assert.ThrowsException<OperationCanceledException>(() => ml.ActiveLearning().Pretraining.Byol(kept).Fit(images, new After(epoch, stop.Cancel), stop.Token));
        List<int> epochs = [];
        PretrainedWeights resumed = ml.ActiveLearning().Pretraining.Byol(kept).Fit(images, new Each(p => epochs.Add(p.Epoch)));
        CollectionAssert.AreEqual(Enumerable.Range(epoch + 1, options.Epochs - epoch).ToArray(), epochs, "it went on where it was");
        Assert.AreEqual(unbroken, resumed.Hash);
        Assert.AreEqual(unbroken, Fit(kept, images).Hash, "a finished one is only read");
    }

    [TestMethod]
    public void The_seed_decides_and_the_state_of_another_pre_training_is_refused()
    {
        IDataView images = TestImages.Bytes(ml, 20);
        ByolOptions options = Options with { Epochs = 1, CheckpointFolder = folder };
        string hash = Fit(options, images).Hash;
        Assert.AreEqual(hash, Fit(options with { CheckpointFolder = null }, images).Hash);
        Assert.AreNotEqual(hash, Fit(options with { CheckpointFolder = null, Seed = 2 }, images).Hash);
        Assert.ThrowsException<InvalidOperationException>(() => Fit(options with { Seed = 2 }, images));
        Assert.ThrowsException<InvalidOperationException>(() => Fit(options, TestImages.Bytes(ml, 20, first: 1)));
        string file = Directory.GetFiles(folder).Single();
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
        Assert.ThrowsException<InvalidDataException>(() => Fit(options, images));
    }

    [TestMethod]
    public void Predictions_become_better_than_one_for_all_images_without_collapse()
    {
        List<PretrainingProgress> epochs = [];
        ByolOptions options = Options with
        {
            Architecture = new TinyNet { Dropout = 0, Channels = 12 },
            Epochs = 30,
            BatchSize = 32,
            HiddenSize = 64,
            TargetMomentum = 0.9,
            Views = new ViewOptions { MinimumArea = 0.6, JitterProbability = 0, GrayscaleProbability = 0 }, // all that tells these images apart is colour
        };
        PretrainedWeights weights = ml.ActiveLearning().Pretraining.Byol(options).Fit(TestImages.Bytes(ml, 128), new Each(epochs.Add));
        Assert.IsTrue(epochs.All(e => e.Loss is >= 0 and <= 8), string.Join('\n', epochs));

        // The loss alone says little: it rises while the target's projections spread out, from 1.4 to 2.4 here, and falls to nothing where all of them are alike.
        // With a spread of s their mean is no longer than sqrt(1 - s^2), so one prediction for all images costs at least 2 (2 - 2 sqrt(1 - s^2)).
        PretrainingProgress last = epochs[^1];
        Assert.IsTrue(last.Spread > 0.5, string.Join('\n', epochs));
        Assert.IsTrue(last.Loss < 0.5 * (4 - (4 * Math.Sqrt(1 - (last.Spread * last.Spread)))), string.Join('\n', epochs));
        Assert.AreEqual("tiny", weights.Metadata["architecture"]);
        Assert.IsFalse(weights.Tensors.Any(t => t.Name.StartsWith("classifier", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void The_target_follows_parameters_and_statistics()
    {
        using var seed = TorchSeed.Use(1);
        using var network = new ByolNetwork(Options, new ImageShape(3, 8, 8), CPU);
        Dictionary<string, float[]> before = Read(network);
        using (no_grad())
        {
            foreach ((string name, Tensor tensor) in network.State.Where(t => !t.Key.StartsWith("target", StringComparison.Ordinal)))
            {
                tensor.add_(1);
            }
        }

        network.Follow(0.75);
        Dictionary<string, float[]> after = Read(network);
        int statistics = 0;
        foreach ((string name, string follower) in FindFollowers(after.Keys))
        {
            double m = NetworkTensors.IsBatchCounter(name) ? 0 : 0.75;
            for (int i = 0; i < after[name].Length; i++)
            {
                Assert.AreEqual((m * before[follower][i]) + ((1 - m) * after[name][i]), after[follower][i], 1e-6, follower);
            }

            statistics += name.Contains("running_var", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.AreEqual(2, statistics, "of the backbone and of the projector");
    }

    [TestMethod]
    public void After_each_step_the_target_has_moved_towards_the_online_network_by_the_momentum_of_the_step()
    {
        ByolOptions options = Options with { Epochs = 2, BatchSize = 20, TargetMomentum = 0.6, CheckpointFolder = folder };
        using var seed = TorchSeed.Use(SeededRandom.DeriveSeed(options.Seed, "model"));
        using var network = new ByolNetwork(options, new ImageShape(3, TestImages.Side, TestImages.Side), CPU);
        List<Dictionary<string, float[]>> states = [Read(network)];
        ml.ActiveLearning().Pretraining.Byol(options).Fit(TestImages.Bytes(ml, 20), new After(2, () => states.Add(ReadCheckpoint()))); // of the epoch before
        states.Add(ReadCheckpoint());
        for (int step = 0; step < 2; step++)
        {
            (Dictionary<string, float[]> before, Dictionary<string, float[]> after) = (states[step], states[step + 1]);
            foreach ((string name, string follower) in FindFollowers(after.Keys))
            {
                bool isTrained = !name.Contains("classifier", StringComparison.Ordinal);
                Assert.AreEqual(isTrained, !before[name].SequenceEqual(after[name]), name);
                double m = NetworkTensors.IsBatchCounter(name) ? 0 : TargetMomentum.At(0.6, step, 2);
                double[] expected = [.. before[follower].Zip(after[name], (was, now) => (m * was) + ((1 - m) * now))];
                new GoldenTolerance(1e-5, 1e-6).AssertEqual(expected, after[follower], $"{follower} after step {step}");
            }
        }

        Dictionary<string, float[]> ReadCheckpoint() =>
            PretrainedWeights.Load(Directory.GetFiles(folder).Single()).Tensors.Where(t => t.Name != "optimizer").ToDictionary(t => t.Name, t => t.ToSingles());
    }

    [TestMethod]
    public void The_loss_is_how_far_predictions_of_one_view_are_from_the_target_s_projections_of_the_other()
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        ByolOptions options = Options with { Architecture = new TinyNet { Dropout = 0 } };
        using var network = new ByolNetwork(options, new ImageShape(3, 8, 8), CPU);
        Dictionary<string, Tensor> state = network.State.ToDictionary(t => t.Key, t => t.Value);
        using ImageNetwork target = options.Architecture.Build(new NetworkSpec(3, 8, 8, 2));
        using (no_grad())
        {
            foreach ((string name, Tensor tensor) in state.Where(t => t.Key.StartsWith("target", StringComparison.Ordinal) && !NetworkTensors.IsBatchCounter(t.Key)))
            {
                tensor.mul_(1.3).add_(0.1); // a target elsewhere, with statistics of its own
            }

            foreach ((string name, Tensor tensor) in target.state_dict())
            {
                tensor.copy_(state[$"target.{name}"]);
            }
        }

        target.eval();
        (Tensor first, Tensor second) = (randn(6, 3, 8, 8), randn(6, 3, 8, 8));
        (Tensor loss, _) = network.ComputeLoss(first, second);
        using (no_grad())
        {
            double expected = Distance(Predict(first), Project(second)) + Distance(Predict(second), Project(first));
            Assert.AreEqual(expected, loss.ToDouble(), 1e-4 * expected);
        }

        loss.backward();
        Assert.IsTrue(network.Trained.All(p => p.grad is not null));
        Assert.IsTrue(network.Trained.Count == state.Keys.Count(k => (k.EndsWith("weight", StringComparison.Ordinal) || k.EndsWith("bias", StringComparison.Ordinal))
            && !k.StartsWith("target", StringComparison.Ordinal) && !k.Contains("classifier", StringComparison.Ordinal)));

        Tensor Predict(Tensor view) => Perceptron("predictor", Perceptron("projector", network.Online.call(view).Embedding, ofBatch: true), ofBatch: true);
        Tensor Project(Tensor view) => Perceptron("target_projector", target.call(view).Embedding, ofBatch: false);

        Tensor Perceptron(string name, Tensor input, bool ofBatch)
        {
            Tensor hidden = nn.functional.linear(input, state[$"{name}.linear1.weight"]);
            Tensor mean = ofBatch ? hidden.mean([0L], true) : state[$"{name}.norm.running_mean"];
            Tensor variance = ofBatch ? hidden.std(0, false).square() : state[$"{name}.norm.running_var"];
            Tensor normal = ((hidden - mean) / (variance + 1e-5).sqrt() * state[$"{name}.norm.weight"]) + state[$"{name}.norm.bias"];
            return nn.functional.linear(normal.relu(), state[$"{name}.linear2.weight"]);
        }

        static double Distance(Tensor a, Tensor b)
        {
            double[][] x = ToRows(a), y = ToRows(b);
            return x.Zip(y, (p, q) => 2 - (2 * Dot(p, q) / Math.Sqrt(Dot(p, p) * Dot(q, q)))).Average();
        }

        static double[][] ToRows(Tensor values) => [.. values.data<float>().ToArray().Chunk((int)values.shape[1]).Select(row => row.Select(v => (double)v).ToArray())];

        static double Dot(double[] p, double[] q) => p.Zip(q, (a, b) => a * b).Sum();
    }

    [TestMethod]
    public void Momentum_and_loss_equal_their_formulas()
    {
        Assert.AreEqual(0.99, TargetMomentum.At(0.99, 0, 100), 1e-12);
        Assert.AreEqual(0.995, TargetMomentum.At(0.99, 50, 100), 1e-12);
        Assert.AreEqual(1, TargetMomentum.At(0.99, 100, 100), 1e-12);
        using var scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 3, 4, 1, 0 }).reshape(2, 2), b = tensor(new float[] { 8, 6, -2, 0 }).reshape(2, 2);

        // cos = (24 + 24) / (5 * 10) and -1.
        Assert.AreEqual((2 - (2 * 0.96) + 4) / 2, ByolNetwork.Distance(ByolNetwork.Unit(a), ByolNetwork.Unit(b)).ToSingle(), 1e-6);
    }

    [TestMethod]
    public void A_trainer_starts_from_the_weights_with_their_normalization()
    {
        var normalization = new Normalization { Mean = [0.3, 0.31, 0.32], StandardDeviation = [0.2, 0.21, 0.22] };
        IDataView images = TestImages.Bytes(ml, 30);
        PretrainedWeights weights = Fit(Options with { Epochs = 1, Normalization = normalization }, images);
        ImageClassificationOptions options = TestImages.Options with { Epochs = 1, Optimizer = new SgdOptimizer { LearningRate = 1e-30, WeightDecay = 0 }, InitialWeights = InitialWeights.From(weights) };
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(options).Fit(images);
        Assert.AreEqual(normalization, model.Model.Normalization);
        float[] trained = TensorTransfer.ToWeight("w", model.Model.Network.state_dict()["backbone.conv.weight"]).ToSingles();
        CollectionAssert.AreEqual(weights.Tensors.Single(t => t.Name == "backbone.conv.weight").ToSingles(), trained);
    }

    [TestMethod]
    public void All_problems_of_the_options_are_named()
    {
        string message = Assert.ThrowsException<ArgumentException>(() => ml.ActiveLearning().Pretraining.Byol(Options with
        {
            Epochs = 0,
            BatchSize = 1,
            TargetMomentum = 1,
            Views = new ViewOptions { MinimumArea = 0, Hue = double.NaN },
        })).Message;
        foreach (string name in new[] { "Epochs", "BatchSize", "TargetMomentum", "MinimumArea", "Hue" })
        {
            StringAssert.Contains(message, name);
        }

        Assert.ThrowsException<ArgumentException>(() => Fit(Options with { ImageColumnName = "Picture" }, TestImages.Bytes(ml, 4)));
    }

    private PretrainedWeights Fit(ByolOptions options, IDataView images) => ml.ActiveLearning().Pretraining.Byol(options).Fit(images);

    private static IEnumerable<(string Name, string Follower)> FindFollowers(IEnumerable<string> names) => names
        .Where(n => n.StartsWith("online", StringComparison.Ordinal) || n.StartsWith("projector", StringComparison.Ordinal))
        .Select(n => (n, n.StartsWith("online", StringComparison.Ordinal) ? $"target{n[6..]}" : $"target_{n}"));

    private static Dictionary<string, float[]> Read(ByolNetwork network) => network.State.ToDictionary(t => t.Key, t => TensorTransfer.ToWeight(t.Key, t.Value).ToSingles());

    private sealed class Each(Action<PretrainingProgress> action) : IProgress<PretrainingProgress>
    {
        public void Report(PretrainingProgress value) => action(value);
    }

    private sealed class After(int epoch, Action action) : IProgress<PretrainingProgress>
    {
        public void Report(PretrainingProgress value)
        {
            if (value.Epoch == epoch)
            {
                action();
            }
        }
    }
}
