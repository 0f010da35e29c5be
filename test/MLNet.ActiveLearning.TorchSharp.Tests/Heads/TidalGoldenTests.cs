using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>TiDAL against numbers from the authors' code: pure functions and the module that is trained.</summary>
[TestClass]
public sealed class TidalGoldenTests
{
    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("tidal");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Results_equal_those_of_the_released_code(string name)
    {
        GoldenCase golden = GoldenFile.Case("tidal", name);
        bool known = false;
        if (golden.Inputs.Has("module_weights"))
        {
            CheckModule(golden);
            known = true;
        }

        if (golden.Expected.Has("entropy_score"))
        {
            CheckUtilities(golden);
            known = true;
        }

        if (golden.Expected.Has("running_mean_prob_per_epoch"))
        {
            CheckTargetsAndLosses(golden);
            CheckLossesOfTheModule(golden);
            known = true;
        }

        Assert.IsTrue(known, $"{name} holds nothing that this test knows.");
    }

    private static void CheckUtilities(GoldenCase golden)
    {
        GoldenValue logits = golden.Inputs["classifier_logits"];
        int classes = (int)logits.Shape[1];
        float[] q = Softmax(golden.Inputs["module_logits"].Doubles, classes);
        float[] scores = Softmax(logits.Doubles, classes);
        float[] entropy = new float[logits.Shape[0]];
        float[] margin = new float[logits.Shape[0]];
        float[] ownMargin = new float[logits.Shape[0]];
        Entropy.Compute(q, classes, entropy);
        TrainingDynamics.ComputeMargin(q, scores, classes, margin);
        Margin.Compute(q, classes, ownMargin);

        GoldenTolerance tolerance = GoldenTolerance.Single;
        tolerance.AssertEqual(golden.Expected["entropy_score"].Doubles, entropy, "entropy_score");
        tolerance.AssertEqual(golden.Expected["margin_score_negated"].Doubles, margin, "margin_score_negated");
        tolerance.AssertEqual(golden.Expected["margin"].Doubles, [.. margin.Select(value => -value)], "margin");
        tolerance.AssertEqual(golden.Expected["margin_variant_module_argmax"].Doubles, [.. ownMargin.Select(value => -value)], "own margin");
        int[] predicted = [.. scores.Chunk(classes).Select(row => Array.IndexOf(row, row.Max()))];
        CollectionAssert.AreEqual(golden.Expected["predicted_label"].Ints, predicted);
        CollectionAssert.AreEqual(golden.Expected["select_entropy"].Ints, Selected(entropy, golden.Budget));
        CollectionAssert.AreEqual(golden.Expected["select_margin"].Ints, Selected(margin, golden.Budget));
    }

    /// <summary>The selected set in ascending order, as the file lists it.</summary>
    private static int[] Selected(float[] utilities, int budget)
        => [.. Enumerable.Range(0, utilities.Length).OrderByDescending(i => utilities[i]).Take(budget).Order()];

    private static void CheckTargetsAndLosses(GoldenCase golden)
    {
        IReadOnlyList<GoldenValue> classifier = golden.Inputs["train_classifier_logits_per_epoch"].Items;
        IReadOnlyList<GoldenValue> module = golden.Inputs["train_module_logits_per_epoch"].Items;
        int classes = (int)classifier[0].Shape[1];
        int samples = (int)classifier[0].Shape[0];
        int[] labels = golden.Inputs["train_labels"].Ints;
        float[] mean = new float[samples * classes];
        int[] counts = new int[samples];
        for (int epoch = 0; epoch < classifier.Count; epoch++)
        {
            float[] p = Softmax(classifier[epoch].Doubles, classes);
            float[] q = Softmax(module[epoch].Doubles, classes);
            for (int i = 0; i < samples; i++)
            {
                counts[i] = TrainingDynamics.UpdateRunningMean(mean.AsSpan(i * classes, classes), p.AsSpan(i * classes, classes), counts[i]);
                Assert.AreEqual(epoch + 1, counts[i]);
            }

            GoldenTolerance.Single.AssertEqual(golden.Expected["running_mean_prob_per_epoch"][epoch].Doubles, mean, $"mean[{epoch}]");
            double loss = TrainingDynamics.MeanDivergence(mean, q, classes);
            AssertEpoch(golden, "kl_released_per_epoch", epoch, loss);
            AssertEpoch(golden, "kl_paper_eq8_snapshot_per_epoch", epoch, TrainingDynamics.MeanDivergence(q, p, classes));
            AssertEpoch(golden, "kl_reverse_running_mean_per_epoch", epoch, TrainingDynamics.MeanDivergence(q, mean, classes));

            double crossEntropy = -Enumerable.Range(0, samples).Average(i => Math.Log(p[(i * classes) + labels[i]]));
            AssertEpoch(golden, "ce_per_epoch", epoch, crossEntropy);
            AssertEpoch(golden, "total_loss_per_epoch", epoch, crossEntropy + (golden.Params["lambda_weight"].Double * loss));
        }
    }

    private static void CheckLossesOfTheModule(GoldenCase golden)
    {
        double weight = golden.Params["lambda_weight"].Double;
        CheckLosses(golden, new TrainingDynamicsHead { Weight = weight }, "kl_released_per_epoch");
        CheckLosses(
            golden, new TrainingDynamicsHead { Weight = weight, Direction = DivergenceDirection.ModuleToTarget }, "kl_reverse_running_mean_per_epoch");
        CheckLosses(
            golden,
            new TrainingDynamicsHead { Weight = weight, Target = DynamicsTarget.Snapshot, Direction = DivergenceDirection.ModuleToTarget },
            "kl_paper_eq8_snapshot_per_epoch");
    }

    /// <summary>The losses of the real module over all epochs, the samples in another order each epoch.</summary>
    private static void CheckLosses(GoldenCase golden, TrainingDynamicsHead head, string expected)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<GoldenValue> classifier = golden.Inputs["train_classifier_logits_per_epoch"].Items;
        IReadOnlyList<GoldenValue> moduleLogits = golden.Inputs["train_module_logits_per_epoch"].Items;
        long[] shape = classifier[0].Shape;
        using var network = new StubNetwork([], embeddingSize: 2, classCount: (int)shape[1]);
        using var module = (TrainingDynamicsModule)head.Build(network, new NetworkSpec(3, 32, 32, (int)shape[1]));
        module.OnTrainingStarted(network, (int)shape[0]);
        for (int epoch = 0; epoch < classifier.Count; epoch++)
        {
            long[] order = [.. Enumerable.Range(0, (int)shape[0]).Select(i => (i + (long)epoch) % shape[0])];
            Tensor rows = tensor(order);
            Tensor logits = tensor(classifier[epoch].Floats, shape).index_select(0, rows).requires_grad_(true);
            Tensor predicted = tensor(moduleLogits[epoch].Floats, shape).index_select(0, rows).requires_grad_(true);
            Tensor loss = module.ComputeLoss(logits, predicted, rows);
            AssertEpoch(golden, expected, epoch, loss.ToDouble() / head.Weight);
            loss.backward();
            Assert.IsNull(logits.grad, "the target is detached");
            Assert.IsNotNull(predicted.grad);
        }

        module.OnTrainingFinished(network);
    }

    private static void CheckModule(GoldenCase golden)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        int[] channels = golden.Params["channels"].Ints;
        int classes = golden.Params["out_dim"].Int;
        using var network = new StubNetwork(channels, embeddingSize: 2, classCount: classes);
        using var module = (TrainingDynamicsModule)new TrainingDynamicsHead { HiddenSize = golden.Params["interm_dim"].Int }
            .Build(network, new NetworkSpec(3, 32, 32, classes));
        GoldenValue weights = golden.Inputs["module_weights"];
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in module.named_parameters())
        {
            // reduce.0.weight is FC1.weight there.
            string[] parts = name.Split('.');
            GoldenValue value = weights[parts[0] == "reduce" ? $"FC{int.Parse(parts[1], null) + 1}.{parts[2]}" : name];
            CollectionAssert.AreEqual(value.Shape, parameter.shape, name);
            parameter.copy_(tensor(value.Floats, value.Shape));
        }

        Tensor[] maps = [.. golden.Inputs["feature_maps"].Items.Select(map => tensor(map.Floats, map.Shape))];
        var output = new NetworkOutput(zeros(1), zeros(1), maps);
        GoldenTolerance.Single.AssertEqual(golden.Expected["module_logits"].Doubles, [.. module.ComputeLogits(output).data<float>()], "module_logits");
        GoldenTolerance.Single.AssertEqual(golden.Expected["module_probs"].Doubles, [.. module.Score(output).Single().data<float>()], "module_probs");
    }

    private static void AssertEpoch(GoldenCase golden, string what, int epoch, double got)
        => GoldenTolerance.Single.AssertEqual(golden.Expected[what][epoch].Double, got, $"{what}[{epoch}]");

    private static float[] Softmax(double[] logits, int classes)
        => [.. logits.Chunk(classes).SelectMany(row => row.Select(z => (float)(Math.Exp(z - row.Max()) / row.Sum(other => Math.Exp(other - row.Max())))))];
}
