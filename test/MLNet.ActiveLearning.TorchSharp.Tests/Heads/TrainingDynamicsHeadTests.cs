using MLNet.ActiveLearning.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The head of TiDAL on a network.</summary>
[TestClass]
public sealed class TrainingDynamicsHeadTests
{
    private static readonly NetworkSpec Spec = new(3, 8, 8, 3);

    [TestMethod]
    public void Its_loss_reaches_the_network_and_its_score_is_a_distribution()
    {
        using var scope = NewDisposeScope();
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(Spec);
        using HeadModule module = new TrainingDynamicsHead().Build(network, Spec);
        module.OnTrainingStarted(network, 6);
        NetworkOutput output = network.call(Images(4));
        Tensor loss = module.ComputeLoss(new HeadBatch(output, tensor(new long[] { 0, 1, 2, 0 }), tensor(new long[] { 5, 0, 3, 1 }), 0));
        Assert.IsEmpty(loss.shape);
        loss.backward();

        Assert.IsTrue(module.parameters().All(parameter => parameter.grad is not null));
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
        {
            // All of the network but its classifier, which only gives the detached target.
            Assert.AreEqual(!name.StartsWith("fc", StringComparison.Ordinal), parameter.grad is not null, name);
        }

        module.OnTrainingFinished(network);
        using var noGradients = no_grad();
        Tensor q = module.Score(output).Single();
        CollectionAssert.AreEqual(new long[] { 4, 3 }, q.shape);
        Assert.IsTrue(q.sum(1).data<float>().All(sum => Math.Abs(sum - 1f) < 1e-5f));
    }

    [TestMethod]
    public void A_network_without_stage_maps_gives_its_embedding_as_the_only_stage()
    {
        using var scope = NewDisposeScope();
        using var network = new StubNetwork([], embeddingSize: 7, classCount: 3);
        using HeadModule module = new TrainingDynamicsHead { HiddenSize = 5 }.Build(network, Spec);
        Assert.AreEqual((7 * 5) + 5 + (5 * 3) + 3, module.parameters().Sum(parameter => parameter.numel()));
        CollectionAssert.AreEqual(new long[] { 2, 3 }, module.Score(network.call(ones(2, 7))).Single().shape);
    }

    [TestMethod]
    public void A_sample_seen_twice_or_left_out_has_the_right_average()
    {
        using var scope = NewDisposeScope();
        using var mean = new ProbabilityRunningMean(3, 2, CPU);
        _ = mean.Update(tensor(new[] { 0.2f, 0.8f, 1f, 0f }, [2, 2]), tensor(new long[] { 0, 2 }));
        Tensor again = mean.Update(tensor(new[] { 0.4f, 0.6f, 0.6f, 0.4f }, [2, 2]), tensor(new long[] { 0, 0 }));
        CollectionAssert.AreEqual(new[] { 0.4f, 0.6f, 0.4f, 0.6f }, again.data<float>().Select(value => MathF.Round(value, 6)).ToArray());
        Tensor first = mean.Update(tensor(new[] { 0.5f, 0.5f }, [1, 2]), tensor(new long[] { 1 }));
        CollectionAssert.AreEqual(new[] { 0.5f, 0.5f }, first.data<float>().ToArray());
    }

    [TestMethod]
    public void Probabilities_that_underflow_give_a_finite_loss_in_both_directions()
    {
        using var scope = NewDisposeScope();
        Tensor target = tensor(new[] { 1f, 0f, 0f }, [1, 3]);
        foreach (DivergenceDirection direction in Enum.GetValues<DivergenceDirection>())
        {
            Tensor logits = tensor(new[] { -300f, 300f, 0f }, [1, 3]).requires_grad_(true);
            Tensor loss = DynamicsLoss.Compute(target, logits, direction, 1.0);
            loss.backward();
            Assert.IsTrue(double.IsFinite(loss.ToDouble()), direction.ToString());
            Assert.IsTrue(logits.grad!.data<float>().All(float.IsFinite), direction.ToString());
        }
    }

    [TestMethod]
    public void Only_weights_are_saved_and_no_tensor_of_a_batch_is_kept()
    {
        using ImageNetwork network = (Architecture.ResNet18 with { Width = 4 }).Build(Spec);
        using HeadModule module = new TrainingDynamicsHead().Build(network, Spec);
        module.OnTrainingStarted(network, 4);
        Assert.HasCount(10, module.state_dict());
        using var scope = NewDisposeScope();
        var batch = new HeadBatch(network.call(Images(4)), tensor(new long[] { 0, 1, 2, 0 }), tensor(new long[] { 0, 1, 2, 3 }), 0);
        int before = scope.DisposablesCount;
        _ = module.ComputeLoss(batch);
        Assert.AreEqual(before + 1, scope.DisposablesCount);
        Assert.HasCount(10, module.state_dict());
    }

    [TestMethod]
    public void All_problems_of_the_options_are_in_one_message()
    {
        using var network = new StubNetwork([], embeddingSize: 7, classCount: 3);
        var head = new TrainingDynamicsHead
        {
            Weight = -1,
            HiddenSize = 0,
            Target = (DynamicsTarget)9,
            Direction = (DivergenceDirection)9,
            DynamicScoreColumnName = " ",
        };
        var error = Assert.ThrowsExactly<ArgumentException>(() => head.Build(network, Spec));
        foreach (string part in new[] { "Weight of TrainingDynamicsHead is -1", "HiddenSize of TrainingDynamicsHead is 0", "Target", "Direction", "DynamicScoreColumnName" })
        {
            StringAssert.Contains(error.Message, part);
        }
    }

    private static Tensor Images(int count)
        => arange(count * 3 * 64, dtype: ScalarType.Float32).mul(0.37f).sin().reshape(count, 3, 8, 8);
}
