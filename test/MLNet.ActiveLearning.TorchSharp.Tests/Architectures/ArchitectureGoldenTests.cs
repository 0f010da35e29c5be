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
        ["lloss", "vaal", "tavaal", "gcn", "asvp", "proxy"];

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
        else if (name.StartsWith("tidal", StringComparison.Ordinal))
        {
            CheckTrainingDynamicsModule(golden);
        }
        else if (name.StartsWith("drn", StringComparison.Ordinal) && HasSeveralOutputs(golden))
        {
            CheckSegmentation(golden);
        }
        else
        {
            CheckNetwork(golden, Describe(name, RecordedLayer.Table(golden)));
        }
    }

    private static void CheckNetwork(GoldenCase golden, ScalableArchitecture definition)
    {
        IReadOnlyList<RecordedLayer> table = RecordedLayer.Table(golden);
        int[] inputShape = golden.Inputs["input_shapes"][0].Ints; // (B, channels, height, width)
        var spec = new NetworkSpec(inputShape[1], inputShape[2], inputShape[3], table.Last(row => row.Type == "Linear").Outputs);

        using var scope = NewDisposeScope();
        using ImageNetwork network = definition.Build(spec);
        using HeadModule? second = HasSeveralOutputs(golden) ? new DynamicInfluenceHead().Build(network, spec) : null;
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
            table.Where(row => row.IsLayerHere).Select(row => row.ToString()).ToList(), calls.Select(row => row.ToString()).ToList());

        // Some released classes create layers that they never apply; the networks here have only what is used.
        IReadOnlyList<GoldenValue> unused = golden.Expected["defined_but_unused"].Items;
        long parameters = LayerRecorder.CountParameters(network) + (second is null ? 0 : LayerRecorder.CountParameters(second));
        Assert.AreEqual(golden.Expected["parameters_used_in_forward"].Int, parameters);
        Assert.AreEqual(golden.Expected["trainable_parameters"].Int, parameters + unused.Sum(row => row[2].Int));
        long unusedBuffers = unused.Where(row => row[0].Text == "BatchNorm2d").Sum(row => row[2].Int + 1L); // mean and deviation as weight and bias, and a count
        Assert.AreEqual(golden.Expected["buffers"].Int, network.buffers().Sum(buffer => buffer.numel()) + unusedBuffers);
        Assert.AreEqual(golden.Expected["weight_layers"].Int, calls.Count(row => row.Type is "Conv2d" or "Linear"));
        CheckOutput(golden, network, output);
    }

    private static void CheckSegmentation(GoldenCase golden)
    {
        IReadOnlyList<RecordedLayer> table = RecordedLayer.Table(golden);
        int[] inputShape = golden.Inputs["input_shapes"][0].Ints;
        int classes = table.Last(row => row.Type == "Conv2d").Outputs;

        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using SegmentationNetwork network = Architecture.DrnD22.BuildSegmentation(new NetworkSpec(inputShape[1], inputShape[2], inputShape[3], classes));
        List<RecordedLayer> calls = [];
        new LayerRecorder(calls).Attach(network);
        SegmentationOutput output = network.call(zeros([.. inputShape.Select(value => (long)value)]));

        CollectionAssert.AreEqual(
            table.Where(row => row.IsLayerHere).Select(row => row.ToString()).ToList(), calls.Select(row => row.ToString()).ToList());
        Assert.AreEqual(golden.Expected["trainable_parameters"].Int, LayerRecorder.CountParameters(network));
        Assert.AreEqual(golden.Expected["all_parameters"].Int, network.parameters().Sum(parameter => parameter.numel()));
        Assert.AreEqual(golden.Expected["buffers"].Int, network.buffers().Sum(buffer => buffer.numel()));
        CollectionAssert.AreEqual(golden.Expected["output_shapes"][0].Doubles, Shape(output.LogProbabilities));
        CollectionAssert.AreEqual(golden.Expected["output_shapes"][1].Doubles, Shape(output.Logits));
    }

    private static void CheckOutput(GoldenCase golden, ImageNetwork network, NetworkOutput output)
    {
        long batch = golden.Inputs["input_shapes"][0].Ints[0];
        GoldenValue shapes = golden.Expected["output_shapes"];
        bool several = HasSeveralOutputs(golden);
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

    private static bool HasSeveralOutputs(GoldenCase golden) =>
        golden.Expected["output_shapes"].Items[0].Json.ValueKind == System.Text.Json.JsonValueKind.Array;

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
            table.Where(row => row.IsLayerHere).Select(row => row.ToString()).ToList(), calls.Select(row => row.ToString()).ToList());

        // The released class also creates batch-norm layers that it never applies; this one has only what is used.
        Assert.AreEqual(golden.Expected["parameters_used_in_forward"].Int, LayerRecorder.CountParameters(module));
        Assert.AreEqual(golden.Expected["weight_layers"].Int, calls.Count);
        CollectionAssert.AreEqual(golden.Expected["output_shapes"].Doubles, Shape(columns.Single()));
    }

    /// <summary>The definition that a layer table belongs to: the kind by its name, the sizes by its convolutions.</summary>
    private static ScalableArchitecture Describe(string name, IReadOnlyList<RecordedLayer> table)
    {
        List<RecordedLayer> convolutions = [.. table.Where(row => row.Type == "Conv2d")];
        int width = convolutions[0].Outputs;
        return name.Split('_')[0] switch
        {
            "resnet18" or "resnet34" or "resnet50" => new ResNet
            {
                Depth = DepthOf(convolutions.Count, (20, 18), (36, 34), (53, 50)),
                Stem = convolutions[0].Kernel == 7 ? ResNetStem.ImageNet : ResNetStem.Cifar,
                Width = width,
            },
            "vgg11" or "vgg13" or "vgg16" or "vgg19" => new Vgg { Depth = DepthOf(convolutions.Count, (8, 11), (10, 13), (13, 16), (16, 19)), Width = width },
            "dla" => new Dla { Width = 4 * width },
            "mnist" => new MnistNet { Width = width },
            "drn" => new Drn { Width = 4 * width },

            // A stem, four convolutions a block in three stages, and two in each of the three shortcuts.
            "shake" => new ShakeShake { Depth = ((convolutions.Count - 7) / 2) + 2, Width = convolutions[1].Outputs },
            _ => throw new InvalidDataException($"No test knows the model {name}."),
        };
    }

    private static int DepthOf(int convolutionCount, params (int Convolutions, int Depth)[] known) =>
        known.SingleOrDefault(k => k.Convolutions == convolutionCount) is { Depth: > 0 } found
            ? found.Depth
            : throw new InvalidDataException($"No network of this kind has {convolutionCount} convolutions.");

    private static double[] Shape(Tensor tensor) => [.. tensor.shape.Select(value => (double)value)];
}
