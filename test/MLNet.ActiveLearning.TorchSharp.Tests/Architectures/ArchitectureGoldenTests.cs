using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Heads;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Layer tables, parameter counts and shapes against those recorded from the original model classes.</summary>
[TestClass]
public sealed class ArchitectureGoldenTests
{
    // Models that the library does not have yet, by the start of their names. Anything else must be one that it has.
    private static readonly string[] Later =
        ["vgg", "dla", "mnist_net", "drn", "lloss", "vaal", "tavaal", "gcn", "asvp", "proxy", "shake"];

    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("architectures");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Network_equals_the_recorded_one(string name)
    {
        GoldenCase golden = GoldenFile.Case("architectures", name);
        if (Later.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
        {
            Assert.Inconclusive($"{name} is not part of the library yet.");
        }
        else if (name.StartsWith("resnet", StringComparison.Ordinal))
        {
            CheckResNet(golden);
        }
        else if (name.StartsWith("tidal", StringComparison.Ordinal))
        {
            CheckTrainingDynamicsModule(golden);
        }
        else
        {
            Assert.Fail($"No test knows the model {name}.");
        }
    }

    private static void CheckResNet(GoldenCase golden)
    {
        IReadOnlyList<RecordedLayer> table = RecordedLayer.Table(golden);
        int[] inputShape = golden.Inputs["input_shapes"][0].Ints; // (B, channels, height, width)
        var linear = table.Where(row => row.Type == "Linear").ToList();
        var spec = new NetworkSpec(inputShape[1], inputShape[2], inputShape[3], linear[0].Outputs);
        ResNet definition = Describe(table);

        using var scope = NewDisposeScope();
        using ImageNetwork network = definition.Build(spec);
        using HeadModule? second = linear.Count == 2 ? new DynamicInfluenceHead().Build(network, spec) : null;
        using var noGradients = no_grad();
        Tensor images = zeros([.. inputShape.Select(value => (long)value)]);
        List<RecordedLayer> calls = [];
        var recorder = new LayerRecorder(calls);
        recorder.Attach(network);
        NetworkOutput output = network.call(images);
        if (second is not null)
        {
            recorder.Attach(second);
            _ = second.Score(output);
        }

        CollectionAssert.AreEqual(
            table.Where(row => row.HasParameters).Select(row => row.ToString()).ToList(), calls.Select(row => row.ToString()).ToList());

        long parameters = LayerRecorder.CountParameters(network) + (second is null ? 0 : LayerRecorder.CountParameters(second));
        Assert.AreEqual(golden.Expected["trainable_parameters"].Int, parameters);
        Assert.AreEqual(golden.Expected["parameters_used_in_forward"].Int, parameters);
        Assert.AreEqual(golden.Expected["buffers"].Int, network.buffers().Sum(buffer => buffer.numel()));
        Assert.AreEqual(golden.Expected["weight_layers"].Int, calls.Count(row => row.Type != "BatchNorm2d"));
        CheckOutput(golden, network, output);
    }

    private static void CheckOutput(GoldenCase golden, ImageNetwork network, NetworkOutput output)
    {
        long batch = golden.Inputs["input_shapes"][0].Ints[0];
        GoldenValue shapes = golden.Expected["output_shapes"];
        bool several = shapes.Items[0].Json.ValueKind == System.Text.Json.JsonValueKind.Array;
        CollectionAssert.AreEqual((several ? shapes[0] : shapes).Doubles, Shape(output.Logits));
        CollectionAssert.AreEqual(new double[] { batch, network.EmbeddingSize }, Shape(output.Embedding));
        Assert.HasCount(network.StageChannels.Count, output.StageMaps);
        if (several)
        {
            // Logits of both heads, the embedding and the four stage maps.
            CollectionAssert.AreEqual(shapes[2].Doubles, Shape(output.Embedding));
            CollectionAssert.AreEqual(shapes[3].Doubles, output.StageMaps.SelectMany(Shape).ToArray());
        }
    }

    private static void CheckTrainingDynamicsModule(GoldenCase golden)
    {
        IReadOnlyList<RecordedLayer> table = RecordedLayer.Table(golden);
        List<RecordedLayer> linear = [.. table.Where(row => row.Type == "Linear")];
        IReadOnlyList<GoldenValue> shapes = golden.Inputs["input_shapes"][0].Items;

        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        NetworkOutput stages = new(zeros(1), zeros(1), [.. shapes.Select(shape => zeros([.. shape.Ints.Select(value => (long)value)]))]);
        using var network = new StubNetwork([.. linear.SkipLast(1).Select(row => row.Inputs)], embeddingSize: 1, classCount: linear[^1].Outputs);
        using HeadModule module = new TrainingDynamicsHead { HiddenSize = linear[0].Outputs }
            .Build(network, new NetworkSpec(3, 32, 32, linear[^1].Outputs));
        List<RecordedLayer> calls = [];
        new LayerRecorder(calls).Attach(module);
        IReadOnlyList<Tensor> columns = module.Score(stages);

        CollectionAssert.AreEqual(
            table.Where(row => row.HasParameters).Select(row => row.ToString()).ToList(), calls.Select(row => row.ToString()).ToList());

        // The released class also creates batch-norm layers that it never applies; this one has only what is used.
        Assert.AreEqual(golden.Expected["parameters_used_in_forward"].Int, LayerRecorder.CountParameters(module));
        Assert.AreEqual(golden.Expected["weight_layers"].Int, calls.Count);
        CollectionAssert.AreEqual(golden.Expected["output_shapes"].Doubles, Shape(columns.Single()));
    }

    /// <summary>The definition that a layer table belongs to.</summary>
    private static ResNet Describe(IReadOnlyList<RecordedLayer> table)
    {
        List<RecordedLayer> convolutions = [.. table.Where(row => row.Type == "Conv2d")];
        int depth = convolutions.Count switch
        {
            20 => 18,
            36 => 34,
            53 => 50,
            _ => throw new InvalidDataException($"No ResNet of this library has {convolutions.Count} convolutions."),
        };
        return new ResNet
        {
            Depth = depth,
            Stem = convolutions[0].Kernel == 7 ? ResNetStem.ImageNet : ResNetStem.Cifar,
            Width = convolutions[0].Outputs,
        };
    }

    private static double[] Shape(Tensor tensor) => [.. tensor.shape.Select(value => (double)value)];
}
