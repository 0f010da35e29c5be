using Microsoft.ML;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Weights;

/// <summary>Weights find their place in a network whatever stands before their names, and what does not fit is told.</summary>
[TestClass]
public sealed class PretrainedWeightsTests
{
    private static readonly NetworkSpec Spec = new(3, 8, 8, 3);
    private static readonly Architecture Small = Architecture.ResNet18 with { Width = 4 };
    private readonly ImageNetwork source = Build(Small, Spec, 1);
    private readonly ImageNetwork target = Build(Small, Spec, 2);

    [TestCleanup]
    public void Dispose()
    {
        source.Dispose();
        target.Dispose();
    }

    [DataTestMethod]
    [DataRow("")]
    [DataRow("module.")]
    [DataRow("state_dict.module.online_net.backbone.")]
    [DataRow("backbone.")]
    public void Any_prefix_is_found(string prefix)
    {
        PretrainedWeights weights = Rename(PretrainedWeights.FromNetwork(source), n => prefix + n);
        WeightReport report = weights.LoadInto(target);
        Assert.AreEqual(prefix, report.Prefix);
        Assert.AreEqual(source.state_dict().Count, report.Matched.Count);
        AssertEqualWeights(source, target, source.state_dict().Keys);
    }

    [TestMethod]
    public void Names_of_other_codes_are_known()
    {
        string[] backbone = [.. source.state_dict().Keys.Where(n => !n.StartsWith("fc.", StringComparison.Ordinal))];
        foreach (Func<string, string> other in new Func<string, string>[]
        {
            n => n.Replace(".downsample.", ".shortcut.", StringComparison.Ordinal).Replace("fc.", "linear.", StringComparison.Ordinal),
            n => n.StartsWith("layer", StringComparison.Ordinal) ? $"{n[5] - '0' + 3}{n[6..]}" : n.StartsWith("conv1.", StringComparison.Ordinal) ? $"0{n[5..]}" : n.StartsWith("bn1.", StringComparison.Ordinal) ? $"1{n[3..]}" : n,
        })
        {
            using ImageNetwork network = Build(Small, Spec, 3);
            WeightReport report = Rename(PretrainedWeights.FromNetwork(source), n => $"encoder.{other(n)}").LoadInto(network);
            Assert.AreEqual(0, report.Missing.Count + report.Unexpected.Count);
            AssertEqualWeights(source, network, backbone);
        }
    }

    [TestMethod]
    public void The_trained_network_is_preferred_to_its_moving_average()
    {
        PretrainedWeights own = PretrainedWeights.FromNetwork(source);
        var both = new PretrainedWeights(
        [
            .. Rename(PretrainedWeights.FromNetwork(target), n => $"module.target_net.backbone.{n}").Tensors,
            .. Rename(own, n => $"module.online_net.backbone.{n}").Tensors,
            new WeightTensor("module.predictor.mlp.0.weight", WeightElementType.Float32, [1], new byte[4]),
        ]);
        WeightReport report = both.Compare(target);
        Assert.AreEqual("module.online_net.backbone.", report.Prefix);
        Assert.AreEqual(own.Tensors.Count + 1, report.Dropped.Count);
        Assert.AreEqual("module.target_net.backbone.", both.Compare(target, new WeightMatching { Prefix = "module.target_net.backbone." }).Prefix);
    }

    [TestMethod]
    public void A_classifier_of_other_classes_stays_new()
    {
        using ImageNetwork other = Build(Small, Spec with { ClassCount = 7 }, 4);
        float[] before = Values(other, "fc.weight");
        WeightReport report = PretrainedWeights.FromNetwork(source).LoadInto(other);
        CollectionAssert.AreEqual(new[] { "fc.weight", "fc.bias" }, report.Fresh.ToArray());
        CollectionAssert.AreEqual(before, Values(other, "fc.weight"));
        CollectionAssert.AreEqual(Values(source, "conv1.weight"), Values(other, "conv1.weight"));

        float[] mine = Values(target, "fc.weight");
        PretrainedWeights.FromNetwork(source).LoadInto(target, new WeightMatching { TakeClassifier = false });
        CollectionAssert.AreEqual(mine, Values(target, "fc.weight"));
    }

    [TestMethod]
    public void Other_shapes_are_refused_by_name_and_the_network_stays_as_it_was()
    {
        using ImageNetwork wide = Build(Architecture.ResNet18 with { Width = 8 }, Spec, 5);
        float[] before = Values(wide, "conv1.weight");
        string message = Assert.ThrowsException<InvalidDataException>(() => PretrainedWeights.FromNetwork(source).LoadInto(wide)).Message;
        StringAssert.Contains(message, "conv1.weight is (4, 3, 3, 3) in the file and (8, 3, 3, 3) in the network");
        CollectionAssert.AreEqual(before, Values(wide, "conv1.weight"));

        using ImageNetwork large = Build(Architecture.ResNet18 with { Width = 4, Stem = ResNetStem.ImageNet }, Spec, 5);
        StringAssert.Contains(
            Assert.ThrowsException<InvalidDataException>(() => PretrainedWeights.FromNetwork(large).LoadInto(target)).Message, "resnet18-imagenet");
    }

    [TestMethod]
    public void Missing_and_unexpected_layers_are_refused_unless_allowed()
    {
        using ImageNetwork deep = Build(Architecture.ResNet34 with { Width = 4 }, Spec, 6);
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => PretrainedWeights.FromNetwork(source).LoadInto(deep)).Message, "The file lacks");
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => PretrainedWeights.FromNetwork(deep).LoadInto(target)).Message, "the network lacks");
        WeightReport report = PretrainedWeights.FromNetwork(deep).LoadInto(target, new WeightMatching { AllowPartial = true });
        Assert.IsTrue(report.Unexpected.Contains("layer1.2.conv1.weight"), report.ToString());
        StringAssert.Contains(
            Assert.ThrowsException<InvalidDataException>(() => Rename(PretrainedWeights.FromNetwork(source), n => $"x{n.GetHashCode(StringComparison.Ordinal)}").LoadInto(target)).Message,
            "No tensor of the network is in the file");
    }

    [TestMethod]
    public void NaN_is_refused_and_counters_may_be_missing()
    {
        PretrainedWeights own = PretrainedWeights.FromNetwork(source);
        var bad = new PretrainedWeights(own.Tensors.Select(t => t.Name != "bn1.bias" ? t : new WeightTensor(t.Name, t.ElementType, t.Shape, BitConverter.GetBytes(double.NaN).Concat(new byte[8]).ToArray())));
        StringAssert.Contains(Assert.ThrowsException<InvalidDataException>(() => bad.LoadInto(target)).Message, "'bn1.bias'");
        WeightReport report = new PretrainedWeights(own.Tensors.Where(t => !t.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))).LoadInto(target);
        Assert.AreEqual(0, report.Missing.Count);
    }

    [TestMethod]
    public void Every_training_from_scratch_starts_from_the_weights()
    {
        var ml = new MLContext(1);
        IDataView view = TestImages.Bytes(ml, 24);
        // A rate too small to move a float: the trained weights are the initial ones.
        ImageClassificationOptions options = TestImages.Options with
        {
            Architecture = Small,
            Epochs = 1,
            Optimizer = new SgdOptimizer { LearningRate = 1e-30, WeightDecay = 0 },
        };
        string path = Path.Combine(Path.GetTempPath(), $"al-{Guid.NewGuid():N}.safetensors");
        try
        {
            PretrainedWeights.FromNetwork(source).Save(path);
            ImageClassificationTrainer trainer = ml.ActiveLearning().Trainers.ImageClassification(options with { InitialWeights = InitialWeights.FromFile(path) });
            List<string> log = [];
            ml.Log += (_, e) => log.Add(e.Message);
            for (int round = 0; round < 2; round++)
            {
                using ImageClassificationTransformer model = trainer.Fit(view);
                CollectionAssert.AreEqual(Values(source, "layer2.0.conv1.weight"), Values(model.Model.Network, "layer2.0.conv1.weight"));
                CollectionAssert.AreEqual(Values(source, "fc.weight"), Values(model.Model.Network, "fc.weight"));
            }

            Assert.IsTrue(log.Any(l => l.Contains("tensors matched", StringComparison.Ordinal)), string.Join('\n', log));
            string hash = PretrainedWeights.Load(path).Hash;
            StringAssert.Contains(trainer.Description, hash);
            Assert.IsFalse(trainer.Description.Contains("al-", StringComparison.Ordinal), "the path does not matter");
            PretrainedWeights.FromNetwork(target).Save(path);
            Assert.ThrowsException<InvalidDataException>(
                () => ml.ActiveLearning().Trainers.ImageClassification(options with { InitialWeights = new InitialWeights { Path = path, Hash = hash } }));
        }
        finally
        {
            File.Delete(path);
        }

        Assert.ThrowsException<ArgumentException>(() => ml.ActiveLearning().Trainers.ImageClassification(options with { InitialWeights = new InitialWeights() }));
        Assert.ThrowsException<FileNotFoundException>(() => ml.ActiveLearning().Trainers.ImageClassification(options with { InitialWeights = InitialWeights.FromFile(path) }));
    }

    [TestMethod]
    public void A_saved_model_keeps_the_hash_of_its_initial_weights_only()
    {
        var ml = new MLContext(1);
        ImageClassificationOptions options = TestImages.Options with { Architecture = Small, Epochs = 1, InitialWeights = InitialWeights.From(PretrainedWeights.FromNetwork(source)) };
        using ImageClassificationTransformer model = ml.ActiveLearning().Trainers.ImageClassification(options).Fit(TestImages.Bytes(ml, 24));
        var folder = new MemoryFolder();
        ((Saving.ISavableModel)model).Save(folder);
        Assert.IsTrue(folder.GetText("model.json").Length < 10_000);
        using var loaded = (ImageClassificationTransformer)new ImageClassificationModelReader().Load(ml, folder);
        Assert.AreEqual(options.InitialWeights!.Weights!.Hash, loaded.Model.Options.InitialWeights!.Hash);
        Assert.IsNull(loaded.Model.Options.InitialWeights.Weights);
    }

    private static ImageNetwork Build(Architecture architecture, NetworkSpec spec, ulong seed)
    {
        using var scope = TorchSeed.Use(seed);
        return architecture.Build(spec);
    }

    private static PretrainedWeights Rename(PretrainedWeights weights, Func<string, string> name) =>
        new(weights.Tensors.Select(t => new WeightTensor(name(t.Name), t.ElementType, t.Shape, t.Data)));

    private static float[] Values(ImageNetwork network, string name) => TensorTransfer.ToWeight(name, network.state_dict()[name]).ToSingles();

    private static void AssertEqualWeights(ImageNetwork expected, ImageNetwork actual, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            CollectionAssert.AreEqual(
                TensorTransfer.ToWeight(name, expected.state_dict()[name]).Data.ToArray(), TensorTransfer.ToWeight(name, actual.state_dict()[name]).Data.ToArray(), name);
        }
    }
}
