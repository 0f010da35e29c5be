using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The head of Learning Loss: against numbers of the code that reproduces the paper, and on a network.</summary>
[TestClass]
public sealed class LossPredictionTests
{
    private static readonly NetworkSpec Spec = new(3, 8, 8, 3);

    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("lloss");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Pairs_losses_and_predictions_equal_the_recorded_ones(string name)
    {
        GoldenCase golden = GoldenFile.Case("lloss", name);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var network = new StubNetwork(golden.Params["channels"].Ints, embeddingSize: 2, classCount: 3);
        var head = new LossPredictionHead { HiddenSize = golden.Params["interm_dim"].Int, Margin = golden.Params["margin"].Double };
        using var module = (LossPredictionModule)head.Build(network, Spec);
        float[] predicted = golden.Inputs["pred_loss"].Floats;
        Tensor actual = tensor(golden.Inputs["target_loss"].Floats);
        GoldenTolerance tolerance = GoldenTolerance.Single;
        Tensor hinge = module.ComparePairs(tensor(predicted), actual);
        tolerance.AssertEqual(golden.Expected["hinge_per_pair"].Doubles, [.. hinge.data<float>()], "hinge_per_pair");
        tolerance.AssertEqual(golden.Expected["hinge_mean"].Double, hinge.mean().ToSingle(), "hinge_mean");
        using var logistic = (LossPredictionModule)(head with { Ranking = RankingLoss.Logistic }).Build(network, Spec);
        tolerance.AssertEqual(golden.Expected["bce_ranking_mean"].Double, logistic.ComparePairs(tensor(predicted), actual).mean().ToSingle(), "bce_ranking_mean");
        CollectionAssert.AreEqual(
            golden.Expected["ranking_descending"].Ints, Enumerable.Range(0, predicted.Length).OrderByDescending(i => predicted[i]).ToArray());

        GoldenValue weights = golden.Inputs["module_weights"];
        foreach ((string parameterName, TorchSharp.Modules.Parameter parameter) in module.named_parameters())
        {
            // reduce.0.weight is FC1.weight there.
            string[] parts = parameterName.Split('.');
            GoldenValue value = weights[parts[0] == "reduce" ? $"FC{int.Parse(parts[1], null) + 1}.{parts[2]}" : parameterName];
            CollectionAssert.AreEqual(value.Shape, parameter.shape, parameterName);
            parameter.copy_(tensor(value.Floats, value.Shape));
        }

        Tensor[] maps = [.. golden.Inputs["feature_maps"].Items.Select(map => tensor(map.Floats, map.Shape))];
        Tensor score = module.Score(new NetworkOutput(zeros(1), zeros(1), maps)).Single();
        tolerance.AssertEqual(golden.Expected["module_output"].Doubles, [.. score.data<float>()], "module_output");
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, true)]
    [DataRow(2, false)]
    public void Its_loss_reaches_the_network_in_the_shared_epochs_only(int epoch, bool reaches)
    {
        using var scope = NewDisposeScope();
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(Spec);
        using HeadModule module = new LossPredictionHead { SharedEpochs = 2, Margin = 100 }.Build(network, Spec);
        module.OnTrainingStarted(network, 5);
        Tensor loss = module.ComputeLoss(Batch(network, 5, epoch));
        Assert.IsEmpty(loss.shape);
        loss.backward();
        Assert.IsTrue(module.parameters().All(parameter => parameter.grad is not null));
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
        {
            // Never the classifier: its losses are detached.
            Assert.AreEqual(reaches && !name.StartsWith("fc", StringComparison.Ordinal), parameter.grad is not null, name);
        }
    }

    [TestMethod]
    public void Training_it_alone_brings_the_predictions_into_the_order_of_the_losses()
    {
        using var seed = Training.TorchSeed.Use(3);
        using var scope = NewDisposeScope();
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(Spec);
        using HeadModule module = new LossPredictionHead { SharedEpochs = 0 }.Build(network, Spec);
        network.eval();
        HeadBatch batch = Batch(network, 6, epoch: 0);
        double first = module.ComputeLoss(batch).ToDouble();
        for (int step = 0; step < 300; step++)
        {
            using var ofStep = NewDisposeScope();
            module.ComputeLoss(batch).backward();
            using var noGradients = no_grad();
            foreach (TorchSharp.Modules.Parameter parameter in module.parameters())
            {
                parameter.sub_(parameter.grad! * 0.1);
                parameter.grad!.zero_();
            }
        }

        Assert.IsTrue(module.ComputeLoss(batch).ToDouble() < 0.1 * first);
    }

    [TestMethod]
    public void The_middle_sample_of_an_odd_batch_is_left_out_and_a_single_sample_has_no_loss()
    {
        using var scope = NewDisposeScope();
        using var network = new StubNetwork([], embeddingSize: 2, classCount: 3);
        using var module = (LossPredictionModule)new LossPredictionHead().Build(network, Spec);
        float[] pairs = [.. module.ComparePairs(tensor(new[] { 3f, 99f, 1f }), tensor(new[] { 0f, 0f, 2f })).data<float>()];
        CollectionAssert.AreEqual(new[] { 3f }, pairs); // 1 - (-1) (3 - 1)
        CollectionAssert.AreEqual(new[] { 0f }, module.ComparePairs(tensor(new[] { 3f }), tensor(new[] { 1f })).data<float>().ToArray());
        float[] tie = [.. module.ComparePairs(tensor(new[] { 2f, 0f }), tensor(new[] { 1f, 1f })).data<float>()];
        CollectionAssert.AreEqual(new[] { 3f }, tie); // ties count as s = -1
    }

    [TestMethod]
    public void All_problems_of_the_options_are_in_one_message()
    {
        using var network = new StubNetwork([], embeddingSize: 2, classCount: 3);
        var head = new LossPredictionHead
        {
            Ranking = (RankingLoss)9, Margin = -1, Weight = double.NaN, SharedEpochs = -1, HiddenSize = 0, PredictedLossColumnName = " ",
        };
        var error = Assert.ThrowsExactly<ArgumentException>(() => head.Build(network, Spec));
        foreach (string part in new[] { "Ranking", "Margin of LossPredictionHead is -1", "Weight", "SharedEpochs", "HiddenSize", "PredictedLossColumnName" })
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    private static HeadBatch Batch(ImageNetwork network, int count, int epoch)
    {
        Tensor images = arange(count * 3 * 64, dtype: ScalarType.Float32).mul(0.37f).sin().reshape(count, 3, 8, 8);
        long[] positions = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        return new HeadBatch(network.call(images), tensor([.. positions.Select(i => i % 3)]), tensor(positions), epoch);
    }
}
