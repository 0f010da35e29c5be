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
        foreach (InfluenceAccumulation accumulation in Enum.GetValues<InfluenceAccumulation>())
        {
            var head = new DynamicInfluenceHead { Normalize = golden.Params["normalise"].Bool, Accumulation = accumulation };
            float[] scores = Score(golden, head);
            GoldenTolerance.Single.AssertEqual(golden.Expected["disal_default"].Doubles, scores, $"disal_default of the module, {accumulation}");
            CollectionAssert.AreEqual(golden.Expected["select_disal_default"].Ints, Selected(scores, golden.Budget));
            foreach ((string name, DynamicInfluenceLabel label) in Labels)
            {
                DynamicInfluenceHead snapshot = head with { Label = label, Probabilities = InfluenceProbabilities.Snapshot };
                GoldenTolerance.Single.AssertEqual(golden.Expected["per_checkpoint_score"][name][golden.Inputs["W"].Items.Count - 1].Doubles, Score(golden, snapshot), $"{name} of the module");
                GoldenTolerance.Single.AssertEqual(
                    golden.Expected["tracincp_full"][name].Doubles, Score(golden, snapshot with { Checkpoints = InfluenceCheckpoints.Full }), $"full {name} of the module");
                GoldenTolerance.Single.AssertEqual(
                    golden.Expected["tracincp_last"][name].Doubles, Score(golden, snapshot with { Checkpoints = InfluenceCheckpoints.Last }), $"last {name} of the module");
            }
        }
    }

    /// <summary>The scores of a module that has seen a training with the recorded weights, on a network whose embedding changes with the epoch.</summary>
    private static float[] Score(GoldenCase golden, DynamicInfluenceHead head)
    {
        GoldenValue initial = golden.Inputs["W0"];
        (int classes, int size) = ((int)initial.Shape[0], (int)initial.Shape[1]);
        GoldenValue features = golden.Inputs["features"]; // (T, N, D)
        double[] rates = golden.Inputs["learning_rates"].Doubles;
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var architecture = new EpochNet(size, classes);
        var spec = new NetworkSpec(1, 1, size * rates.Length, classes);
        using var network = (EpochNetwork)architecture.Build(spec);
        using var module = (DynamicInfluenceModule)head.Build(network, spec, architecture);
        Set(network, initial, golden.Inputs["b0"]);
        module.OnTrainingStarted(network, (int)features.Shape[1]);
        for (int epoch = 0; epoch < rates.Length; epoch++)
        {
            // One step an epoch: with rate r the gradient is minus the change of the weights by r.
            Tensor weightBefore = network.Classifier.weight!.clone();
            Tensor biasBefore = network.Classifier.bias!.clone();
            Set(network, golden.Inputs["W"][epoch], golden.Inputs["b"][epoch]);
            network.Classifier.weight.grad = (weightBefore - network.Classifier.weight) / rates[epoch];
            network.Classifier.bias.grad = (biasBefore - network.Classifier.bias) / rates[epoch];
            network.Epoch.fill_(epoch);
            module.OnGradients(network, rates[epoch]);
            module.OnEpochFinished(network, new Retraining.TrainingProgress(epoch + 1, rates.Length, 0, 0, rates[epoch], 0));
        }

        module.OnTrainingFinished(network);
        Tensor images = tensor(features.Floats, features.Shape).permute(1, 0, 2).reshape(features.Shape[1], 1, 1, -1);
        GoldenValue dynamic = golden.Inputs["dynamic_probs"];
        Tensor logits = tensor(dynamic.Floats, dynamic.Shape).log() + 3f; // a shift of all logits changes nothing
        return [.. module.Project(images, network.call(images), logits).data<float>()];
    }

    private static void Set(ImageNetwork network, GoldenValue weight, GoldenValue bias)
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
            float[] scores = new float[pixels];
            DenseInfluence.ComputePixels(
                features[i].Floats,
                golden.Inputs["dynamic_logits"][i].Floats,
                directionWeight,
                directionBias,
                DynamicInfluence.ComputeNorm(directionWeight, directionBias),
                scores);
            GoldenTolerance.Single.AssertEqual(golden.Expected["pixel_score"][i].Doubles, scores, $"pixel_score[{i}]");
            images[i] = (float)DenseInfluence.ComputeImage(scores, golden.Inputs["valid_mask"][i].Ints.Select(m => m != 0).ToArray());
        }

        GoldenTolerance.Single.AssertEqual(golden.Expected["image_score"].Doubles, images, "image_score");
        CollectionAssert.AreEqual(golden.Expected["select"].Ints, Selected(images, golden.Budget));
    }

    /// <summary>The best first, ties to the lowest index.</summary>
    private static int[] Selected<T>(T[] utilities, int budget)
        => [.. Enumerable.Range(0, utilities.Length).OrderByDescending(i => utilities[i]).Take(budget)];

    private static float[] Softmax(float[] logits, int classes)
        => [.. logits.Chunk(classes).SelectMany(row => row.Select(z => (float)(Math.Exp(z - row.Max()) / row.Sum(other => Math.Exp(other - row.Max())))))];
}
