using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>DISAL against numbers from an implementation of its own: pure functions and the module that scores.</summary>
[TestClass]
public sealed class DisalGoldenTests
{
    private static readonly (string Name, DynamicInfluenceLabel Label)[] Labels =
    [
        ("entropy", DynamicInfluenceLabel.Entropy),
        ("pseudo", DynamicInfluenceLabel.Pseudo),
        ("soft", DynamicInfluenceLabel.Soft),
        ("expected_abs", DynamicInfluenceLabel.ExpectedAbsolute),
    ];

    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("disal");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Results_equal_the_recorded_ones(string name)
    {
        GoldenCase golden = GoldenFile.Case("disal", name);
        if (golden.Inputs.Has("dynamic_logits"))
        {
            CheckSegmentation(golden);
        }
        else
        {
            CheckCheckpoints(golden);
            CheckModule(golden);
            CheckAccumulatedGradients(golden);
        }
    }

    private static void CheckCheckpoints(GoldenCase golden)
    {
        bool normalize = golden.Params["normalise"].Bool;
        double epsilon = golden.Params["eps"].Double;
        int checkpoints = golden.Inputs["W"].Items.Count;
        double[] rates = golden.Inputs["learning_rates"].Doubles;
        float[] dynamic = golden.Inputs["dynamic_probs"].Floats;
        int samples = golden.Inputs["features"][0].Items.Count;
        int[] lastHalf = golden.Params["last_half_checkpoints"].Ints;
        CollectionAssert.AreEqual(lastHalf, Enumerable.Range(1, checkpoints).Where(t => 2 * t > checkpoints).ToArray()); // from 1
        var full = Labels.ToDictionary(label => label.Name, _ => new double[samples]);
        var last = Labels.ToDictionary(label => label.Name, _ => new double[samples]);
        for (int t = 0; t < checkpoints; t++)
        {
            (float[] probabilities, float[] changes, double norm) = Checkpoint(golden, t);
            GoldenTolerance.Single.AssertEqual(golden.Expected["direction_norm"][t].Double, norm, $"direction_norm[{t}]");
            double divisor = normalize ? norm : 1.0;
            float[] utilities = new float[samples];
            foreach ((string name, DynamicInfluenceLabel label) in Labels)
            {
                DynamicInfluence.ComputeProjectedGradient(
                    probabilities, changes, label == DynamicInfluenceLabel.Soft ? dynamic : [], label, divisor, utilities, epsilon);
                GoldenTolerance.Single.AssertEqual(golden.Expected["per_checkpoint_score"][name][t].Doubles, utilities, $"{name}[{t}]");
                DynamicInfluence.AddCheckpoint(full[name], utilities, rates[t]);
                if (lastHalf.Contains(t + 1))
                {
                    DynamicInfluence.AddCheckpoint(last[name], utilities, rates[t]);
                }
            }

            if (t == checkpoints - 1)
            {
                DynamicInfluence.ComputeProjectedGradient(dynamic, changes, [], DynamicInfluenceLabel.Entropy, divisor, utilities, epsilon);
                GoldenTolerance.Single.AssertEqual(golden.Expected["disal_default"].Doubles, utilities, "disal_default");
                CollectionAssert.AreEqual(golden.Expected["select_disal_default"].Ints, Selected(utilities, golden.Budget));
            }
        }

        foreach ((string name, _) in Labels)
        {
            GoldenTolerance.Single.AssertEqual(golden.Expected["tracincp_full"][name].Doubles, full[name], $"full {name}");
            GoldenTolerance.Single.AssertEqual(golden.Expected["tracincp_last"][name].Doubles, last[name], $"last {name}");
        }

        CollectionAssert.AreEqual(golden.Expected["select_tracincp_full_entropy"].Ints, Selected(full["entropy"], golden.Budget));
        CollectionAssert.AreEqual(golden.Expected["select_tracincp_last_entropy"].Ints, Selected(last["entropy"], golden.Budget));
    }

    /// <summary>Probabilities p, changes dZ (both (N, C)) and the direction's length at a checkpoint.</summary>
    private static (float[] Probabilities, float[] Changes, double Norm) Checkpoint(GoldenCase golden, int t)
    {
        double[] weight = golden.Inputs["W"][t].Doubles;
        double[] bias = golden.Inputs["b"][t].Doubles;
        float[] features = golden.Inputs["features"][t].Floats;
        int classes = bias.Length;
        float[] directionWeight = [.. weight.Zip(golden.Inputs["W0"].Doubles, (now, before) => (float)(now - before))];
        float[] directionBias = [.. bias.Zip(golden.Inputs["b0"].Doubles, (now, before) => (float)(now - before))];
        int samples = features.Length / (weight.Length / classes);
        float[] changes = new float[samples * classes];
        float[] logits = new float[samples * classes];
        DynamicInfluence.ComputeLogitChanges(features, directionWeight, directionBias, changes);
        DynamicInfluence.ComputeLogitChanges(features, [.. weight.Select(value => (float)value)], [.. bias.Select(value => (float)value)], logits);
        return (Softmax(logits, classes), changes, DynamicInfluence.ComputeNorm(directionWeight, directionBias));
    }

    /// <summary>The real module, whose classifier goes from the initial to the final weights between start and end of training.</summary>
    private static void CheckModule(GoldenCase golden)
    {
        int last = golden.Inputs["W"].Items.Count - 1;
        GoldenValue initial = golden.Inputs["W0"];
        GoldenValue features = golden.Inputs["features"][last];
        GoldenValue dynamic = golden.Inputs["dynamic_probs"];
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var network = new StubNetwork([], (int)initial.Shape[1], (int)initial.Shape[0]);
        using var module = (DynamicInfluenceModule)new DynamicInfluenceHead { Normalize = golden.Params["normalise"].Bool }
            .Build(network, new NetworkSpec(3, 32, 32, (int)initial.Shape[0]));
        Set(network, initial, golden.Inputs["b0"]);
        module.OnTrainingStarted(network, (int)features.Shape[0]);
        Set(network, golden.Inputs["W"][last], golden.Inputs["b"][last]);
        module.OnTrainingFinished(network);

        Tensor embedding = tensor(features.Floats, features.Shape);
        Tensor logits = tensor(dynamic.Floats, dynamic.Shape).log();
        float[] scores = [.. module.Project(embedding, logits + 3f).data<float>()]; // a shift of all logits changes nothing
        GoldenTolerance.Single.AssertEqual(golden.Expected["disal_default"].Doubles, scores, "disal_default of the module");
        CollectionAssert.AreEqual(golden.Expected["select_disal_default"].Ints, Selected(scores, golden.Budget));
    }

    private static void Set(StubNetwork network, GoldenValue weight, GoldenValue bias)
    {
        network.Classifier.weight!.copy_(tensor(weight.Floats, weight.Shape));
        network.Classifier.bias!.copy_(tensor(bias.Floats, bias.Shape));
    }

    private static void CheckAccumulatedGradients(GoldenCase golden)
    {
        GoldenValue gradients = golden.Inputs["sgd_gradients"];
        double[] rates = golden.Inputs["learning_rates"].Doubles;
        double[] direction = new double[gradients[0].Doubles.Length];
        for (int t = 0; t < rates.Length; t++)
        {
            DynamicInfluence.AddGradientStep(direction, gradients[t].Floats, rates[t]);
            GoldenTolerance.Single.AssertEqual(golden.Expected["accumulated_direction_from_gradients"][t].Doubles, direction, $"direction[{t}]");
        }
    }

    /// <summary>Every pixel is a sample; an image's score is the mean over its valid pixels.</summary>
    private static void CheckSegmentation(GoldenCase golden)
    {
        GoldenValue features = golden.Inputs["features"];
        double[] weight = golden.Inputs["W"].Doubles;
        double[] bias = golden.Inputs["b"].Doubles;
        float[] directionWeight = [.. weight.Zip(golden.Inputs["W0"].Doubles, (now, before) => (float)(now - before))];
        float[] directionBias = [.. bias.Zip(golden.Inputs["b0"].Doubles, (now, before) => (float)(now - before))];
        int pixels = (int)(features.Shape[2] * features.Shape[3]);
        float[] images = new float[features.Items.Count];
        for (int i = 0; i < images.Length; i++)
        {
            float[] rows = PixelRows(features[i].Floats, pixels);
            float[] q = Softmax(PixelRows(golden.Inputs["dynamic_logits"][i].Floats, pixels), bias.Length);
            float[] changes = new float[pixels * bias.Length];
            float[] scores = new float[pixels];
            DynamicInfluence.ComputeLogitChanges(rows, directionWeight, directionBias, changes);
            DynamicInfluence.ComputeProjectedGradient(
                q, changes, [], DynamicInfluenceLabel.Entropy, DynamicInfluence.ComputeNorm(directionWeight, directionBias), scores);
            GoldenTolerance.Single.AssertEqual(golden.Expected["pixel_score"][i].Doubles, scores, $"pixel_score[{i}]");
            images[i] = golden.Inputs["valid_mask"][i].Ints.Zip(scores).Where(pair => pair.First != 0).Average(pair => pair.Second);
        }

        GoldenTolerance.Single.AssertEqual(golden.Expected["image_score"].Doubles, images, "image_score");
        CollectionAssert.AreEqual(golden.Expected["select"].Ints, Selected(images, golden.Budget));
    }

    /// <summary>(channels, pixels) to (pixels, channels).</summary>
    private static float[] PixelRows(float[] planes, int pixels)
        => [.. Enumerable.Range(0, planes.Length).Select(i => planes[((i % (planes.Length / pixels)) * pixels) + (i / (planes.Length / pixels))])];

    /// <summary>The best first, ties to the lowest index.</summary>
    private static int[] Selected<T>(T[] utilities, int budget)
        => [.. Enumerable.Range(0, utilities.Length).OrderByDescending(i => utilities[i]).Take(budget)];

    private static float[] Softmax(float[] logits, int classes)
        => [.. logits.Chunk(classes).SelectMany(row => row.Select(z => (float)(Math.Exp(z - row.Max()) / row.Sum(other => Math.Exp(other - row.Max())))))];
}
