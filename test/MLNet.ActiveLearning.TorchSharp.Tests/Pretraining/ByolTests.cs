using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
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
    public void The_loss_falls_without_collapse()
    {
        List<PretrainingProgress> epochs = [];
        ByolOptions options = Options with { Architecture = Architecture.ResNet18 with { Width = 4 }, Epochs = 12, BatchSize = 32, HiddenSize = 64, TargetMomentum = 0.9 };
        PretrainedWeights weights = ml.ActiveLearning().Pretraining.Byol(options).Fit(TestImages.Bytes(ml, 128), new Each(epochs.Add));
        Assert.IsTrue(epochs.All(e => e.Loss is >= 0 and <= 8), string.Join('\n', epochs));
        // It rises again as the target comes to a stand, since it no longer follows; what counts is that it stays well below that of random predictions.
        Assert.IsTrue(epochs[^1].Loss < 0.9 * epochs[0].Loss, string.Join('\n', epochs));
        Assert.IsTrue(epochs[^1].Spread > 0.05, string.Join('\n', epochs));
        Assert.AreEqual("resnet18-w4", weights.Metadata["architecture"]);
        Assert.IsFalse(weights.Tensors.Any(t => t.Name.StartsWith("fc.", StringComparison.Ordinal)));
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
        foreach (string name in after.Keys.Where(k => k.StartsWith("online", StringComparison.Ordinal) || k.StartsWith("projector", StringComparison.Ordinal)))
        {
            string follower = name.StartsWith("online", StringComparison.Ordinal) ? $"target{name[6..]}" : $"target_{name}";
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
