using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Names, options and errors of the architectures.</summary>
[TestClass]
public sealed class ArchitectureTests
{
    [TestMethod]
    public void Every_known_name_is_the_name_of_what_it_parses_to()
    {
        CollectionAssert.AreEquivalent(
            new[]
            {
                "resnet18", "resnet34", "resnet50", "resnet18-imagenet", "resnet34-imagenet", "resnet50-imagenet",
                "vgg11", "vgg13", "vgg16", "vgg19", "dla", "shake-shake14", "shake-shake26", "mnist-net", "drn-d-22",
            },
            Architecture.KnownNames.ToArray());
        foreach (string name in Architecture.KnownNames)
        {
            Assert.AreEqual(name, Architecture.Parse(name).Name);
            Assert.AreEqual(name, Architecture.Parse(name.ToUpperInvariant()).Name);
        }
    }

    [TestMethod]
    public void A_width_is_part_of_the_name_unless_it_is_the_published_one()
    {
        Assert.AreEqual(Architecture.ResNet18 with { Width = 16 }, Architecture.Parse("resnet18-w16"));
        Assert.AreEqual("resnet18-w16", (Architecture.ResNet18 with { Width = 16 }).Name);
        Assert.AreEqual(new ResNet { Depth = 50, Stem = ResNetStem.ImageNet, Width = 32 }, Architecture.Parse("resnet50-imagenet-w32"));
        Assert.AreEqual(Architecture.ResNet18, Architecture.Parse("resnet18-w64"));
        Assert.AreEqual(Architecture.Vgg19 with { Width = 8 }, Architecture.Parse("vgg19-w8"));
        Assert.AreEqual(Architecture.ShakeShake14, Architecture.Parse("shake-shake14-w32"));
        Assert.AreEqual(Architecture.DrnD22 with { Width = 16, Dropout = 0.5 }, Architecture.Parse("drn-d-22-w16-d0.5"));
        Assert.AreEqual("dla-w16", (Architecture.Dla with { Width = 16 }).Name);
    }

    [TestMethod]
    public void Dropout_is_part_of_the_name_if_there_is_any()
    {
        Assert.AreEqual("resnet18-d0.5", (Architecture.ResNet18 with { Dropout = 0.5 }).Name);
        Assert.AreEqual(Architecture.ResNet18 with { Width = 16, Dropout = 0.25 }, Architecture.Parse("ResNet18-W16-D0.25"));
        Assert.AreEqual(Architecture.ResNet34 with { Dropout = 0.5 }, Architecture.Parse("resnet34-d.5"));
        Assert.AreEqual(Architecture.ResNet18, Architecture.Parse("resnet18-d0"));
        Assert.AreEqual(Architecture.MnistNet, Architecture.Parse("mnist-net-d0.5"));
        Assert.AreEqual("mnist-net-d0", (Architecture.MnistNet with { Dropout = 0 }).Name);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Architecture.Parse("resnet18-d1")).Message, "Dropout of ResNet is 1");
    }

    [TestMethod]
    public void Dropout_acts_on_the_embedding_before_the_last_layer_in_training_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var seed = TorchSeed.Use(3);
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 4, Dropout = 0.5 }).Build(new NetworkSpec(3, 8, 8, 3));
        Assert.IsNotNull(network.ClassifierDropout);
        Tensor images = arange(6 * 3 * 64, dtype: ScalarType.Float32).sin().reshape(6, 3, 8, 8);
        bool Drops()
        {
            NetworkOutput output = network.call(images);
            return !network.Classifier.call(output.Embedding).allclose(output.Logits, 1e-4, 1e-5);
        }

        Assert.IsTrue(Drops());
        network.eval();
        Assert.IsFalse(Drops());
        using ImageNetwork plain = (Architecture.ResNet18 with { Width = 4 }).Build(new NetworkSpec(3, 8, 8, 3));
        Assert.IsNull(plain.ClassifierDropout);
        plain.load_state_dict(network.state_dict());
    }

    [TestMethod]
    [DataRow("resnet19")]
    [DataRow("resnet18-d")]
    [DataRow("resnet18-d0.5-w16")]
    [DataRow("resnet18-d0.5.5")]
    [DataRow("")]
    [DataRow("resnet18-w")]
    [DataRow("resnet18-w-16")]
    [DataRow("vgg")]
    public void An_unknown_name_is_refused_with_the_known_ones(string name)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Architecture.Parse(name));
        StringAssert.Contains(error.Message, $"'{name}'");
        StringAssert.Contains(error.Message, "resnet18, resnet34, resnet50, resnet18-imagenet");
    }

    [TestMethod]
    public void All_problems_of_the_options_are_in_one_message()
    {
        ResNet definition = new() { Depth = 20, Width = 3, Stem = (ResNetStem)7 };
        var error = Assert.ThrowsExactly<ArgumentException>(() => definition.Build(new NetworkSpec(3, 32, 32, 10)));
        StringAssert.Contains(error.Message, "Depth of ResNet is 20");
        StringAssert.Contains(error.Message, "Width of ResNet is 3");
        StringAssert.Contains(error.Message, "Stem of ResNet is 7");
        Assert.HasCount(3, definition.FindProblems());
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => Architecture.Parse("resnet18-w2")).Message, "Width of ResNet is 2");
        var shapes = Assert.ThrowsExactly<ArgumentException>(() => Architecture.ResNet18.Build(new NetworkSpec(0, 32, 32, 1)));
        StringAssert.Contains(shapes.Message, "0 x 32 x 32");
        StringAssert.Contains(shapes.Message, "ClassCount is 1");
    }

    [TestMethod]
    public void Depths_and_widths_that_a_network_cannot_have_are_refused_with_those_it_can()
    {
        Refuse(new Vgg { Depth = 12 }, "Depth of Vgg is 12; use 11, 13, 16 or 19");
        Refuse(new ShakeShake { Depth = 2 }, "Depth of ShakeShake is 2; use 8 or more in steps of 6");
        Refuse(new ShakeShake { Width = 5 }, "Width of ShakeShake is 5; use 4 or more in steps of 2, 32 is the published network");
        Refuse(new Dla { Width = 10, Dropout = -1 }, "Width of Dla is 10; use 4 or more in steps of 4");
        Refuse(new Drn { Width = 6 }, "Width of Drn is 6; use 4 or more in steps of 4, 64 is the published network");
        Refuse(new Dla { Dropout = double.NaN }, "Dropout of Dla is NaN");
    }

    [TestMethod]
    [DataRow("vgg11", 31, "at least 32 x 32 pixels; these are 31 x 40 (rows x columns)")]
    [DataRow("mnist-net", 5, "at least 6 x 6 pixels; these are 5 x 40 (rows x columns)")]
    public void Images_too_small_for_a_network_are_refused_with_their_size(string name, int rows, string message) => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => Architecture.Parse(name).Build(new NetworkSpec(3, rows, 40, 10))).Message, message);

    [TestMethod]
    [DataRow("vgg11-w4", 1, 45, 4, 8, 16, 32, 32)]
    [DataRow("vgg16-w5", 3, 64, 5, 10, 20, 40, 40)]
    [DataRow("dla-w4", 2, 1, 4, 8, 16, 32)]
    [DataRow("dla-w12", 3, 27, 12, 24, 48, 96)]
    [DataRow("drn-d-22-w4", 1, 1, 4, 8, 16, 32, 32)]
    [DataRow("drn-d-22-w8", 3, 37, 8, 16, 32, 64, 64)]
    [DataRow("shake-shake14-w4", 1, 1, 4, 8, 16)]
    [DataRow("shake-shake14-w16", 3, 33, 16, 32, 64)]
    [DataRow("mnist-net-w5", 3, 9, 5, 10)]
    public void Other_networks_take_any_size_from_their_smallest_on_and_show_their_stages(string name, int channels, int size, params int[] stages)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using ImageNetwork network = Architecture.Parse(name).Build(new NetworkSpec(channels, size, size + 1, 7));
        network.eval();
        NetworkOutput output = network.call(ones(3, channels, size, size + 1));
        CollectionAssert.AreEqual(stages, network.StageChannels.ToArray());
        CollectionAssert.AreEqual(stages, output.StageMaps.Select(map => (int)map.shape[1]).ToArray());
        CollectionAssert.AreEqual(new long[] { 3, network.EmbeddingSize }, output.Embedding.shape);
        CollectionAssert.AreEqual(new long[] { 3, 7 }, output.Logits.shape);
        Assert.IsTrue(network.Classifier.call(output.Embedding).allclose(output.Logits, 1e-4, 1e-5));
    }

    [TestMethod]
    [DataRow(18, 4, 1, 32, 7)]
    [DataRow(18, 16, 3, 28, 10)]
    [DataRow(34, 8, 3, 33, 2)]
    [DataRow(50, 4, 2, 9, 5)]
    [DataRow(18, 5, 1, 1, 3)]
    public void Any_width_and_image_size_gives_logits_an_embedding_and_four_maps(int depth, int width, int channels, int size, int classes)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        foreach (ResNetStem stem in Enum.GetValues<ResNetStem>())
        {
            using ImageNetwork network = new ResNet { Depth = depth, Width = width, Stem = stem }.Build(new NetworkSpec(channels, size, size + 1, classes));
            network.eval();
            NetworkOutput output = network.call(ones(3, channels, size, size + 1));
            int expansion = depth == 50 ? 4 : 1;
            CollectionAssert.AreEqual(new[] { width, 2 * width, 4 * width, 8 * width }.Select(value => value * expansion).ToArray(), network.StageChannels.ToArray());
            CollectionAssert.AreEqual(new long[] { 3, classes }, output.Logits.shape);
            CollectionAssert.AreEqual(new long[] { 3, network.EmbeddingSize }, output.Embedding.shape);
            CollectionAssert.AreEqual(network.StageChannels.ToArray(), output.StageMaps.Select(map => (int)map.shape[1]).ToArray());
        }
    }

    [TestMethod]
    [DataRow("resnet18-w4")]
    [DataRow("vgg11-w4")]
    [DataRow("dla-w4")]
    [DataRow("shake-shake14-w4")]
    [DataRow("mnist-net-w4")]
    [DataRow("drn-d-22-w4")]
    public void A_forward_pass_leaves_only_its_outputs_in_the_callers_scope(string name)
    {
        using ImageNetwork network = Architecture.Parse(name).Build(new NetworkSpec(3, 32, 32, 3));
        using Tensor images = ones(2, 3, 32, 32);
        using var scope = NewDisposeScope();
        NetworkOutput output = network.call(images);
        Assert.AreEqual(2 + output.StageMaps.Count, scope.DisposablesCount);
        Assert.IsFalse(images.IsInvalid);
    }

    [TestMethod]
    public void Parameters_are_named_as_in_torchvision_and_survive_saving()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var spec = new NetworkSpec(3, 8, 8, 3);
        using ImageNetwork first = (Architecture.ResNet18 with { Width = 4 }).Build(spec);
        using ImageNetwork second = (Architecture.ResNet18 with { Width = 4 }).Build(spec);
        string[] names = [.. first.named_parameters().Select(parameter => parameter.name)];
        foreach (string name in new[] { "conv1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer2.0.downsample.1.weight", "layer4.1.bn2.weight", "fc.bias" })
        {
            CollectionAssert.Contains(names, name);
        }

        using var stream = new MemoryStream();
        first.save(stream);
        second.load(new MemoryStream(stream.ToArray())); // saving has closed the stream
        first.eval();
        second.eval();
        Tensor images = arange(2 * 3 * 64, dtype: ScalarType.Float32).reshape(2, 3, 8, 8);
        CollectionAssert.AreEqual(first.call(images).Logits.data<float>().ToArray(), second.call(images).Logits.data<float>().ToArray());
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_weights_of_network_and_heads()
    {
        float[][] drawn = [.. new ulong[] { 7, 7, 8 }.Select(value =>
        {
            using var seed = TorchSeed.Use(value);
            var spec = new NetworkSpec(3, 8, 8, 3);
            using ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(spec);
            using HeadModule first = new TrainingDynamicsHead().Build(network, spec);
            using HeadModule second = new DynamicInfluenceHead().Build(network, spec);
            return network.parameters().Concat(first.parameters()).Concat(second.parameters())
                .SelectMany(parameter => parameter.data<float>().ToArray()).ToArray();
        })];
        CollectionAssert.AreEqual(drawn[0], drawn[1]);
        CollectionAssert.AreNotEqual(drawn[0], drawn[2]);
    }

    [TestMethod]
    public void Weights_are_initialised_as_PyTorch_does_by_default()
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 16 }).Build(new NetworkSpec(3, 32, 32, 10));
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
        {
            float[] values = [.. parameter.data<float>()];
            if (parameter.shape.Length == 1 && !name.StartsWith("fc", StringComparison.Ordinal))
            {
                float expected = name.EndsWith("weight", StringComparison.Ordinal) ? 1f : 0f; // batch-norm
                Assert.IsTrue(values.All(value => value == expected), name);
                continue;
            }

            // kaiming_uniform with a = sqrt(5): uniform within 1 / sqrt(fan in), the bias too.
            double bound = 1.0 / Math.Sqrt(name == "fc.bias" ? network.EmbeddingSize : parameter.numel() / parameter.shape[0]);
            Assert.IsTrue(values.All(value => Math.Abs(value) <= bound * 1.000001), name);
            if (values.Length >= 400)
            {
                double deviation = Math.Sqrt(values.Average(value => (double)value * value));
                Assert.AreEqual(bound / Math.Sqrt(3), deviation, 0.1 * bound, name);
            }
        }
    }

    private static void Refuse(ScalableArchitecture definition, string message) => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => definition.Build(new NetworkSpec(3, 32, 32, 10))).Message, message);
}
