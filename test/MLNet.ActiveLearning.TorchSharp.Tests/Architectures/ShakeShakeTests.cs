using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>How shake-shake mixes its branches, against recorded numbers, and where its random numbers come from.</summary>
[TestClass]
public sealed class ShakeShakeTests
{
    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("generalization");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Mixtures_and_gradients_equal_the_recorded_ones(string name)
    {
        GoldenCase golden = GoldenFile.Case("generalization", name);
        using var scope = NewDisposeScope();
        Tensor first = Read(golden.Inputs["branch1"]).requires_grad_(true);
        Tensor second = Read(golden.Inputs["branch2"]).requires_grad_(true);
        Tensor mixed = ShakeShakeMixing.Mix(
            first, second, Read(golden.Inputs["alpha"]).reshape(-1, 1, 1, 1), Read(golden.Inputs["beta"]).reshape(-1, 1, 1, 1));
        (mixed * Read(golden.Inputs["grad_output"])).sum().backward();
        Tensor scored = new ShakeShakeMixing(new SeededRandom(1)).Mix(first, second, isTraining: false);
        foreach ((string expected, Tensor got) in new[]
        {
            ("shake_forward_train", mixed), ("shake_forward_eval", scored), ("shake_grad_branch1", first.grad!), ("shake_grad_branch2", second.grad!),
        })
        {
            golden.Tolerance.AssertEqual(golden.Expected[expected].Doubles, got.detach().data<double>().ToArray(), expected);
        }
    }

    [TestMethod]
    public void Each_image_of_each_batch_has_coefficients_of_its_own_in_both_directions()
    {
        using var scope = NewDisposeScope();
        var mixing = new ShakeShakeMixing(new SeededRandom(5));
        List<double> forward = [], backward = [];
        for (int batch = 0; batch < 2; batch++)
        {
            Tensor first = ones(50, 2, 3, 3).requires_grad_(true);
            Tensor mixed = mixing.Mix(first, zeros(50, 2, 3, 3), isTraining: true);
            mixed.sum().backward();
            forward.AddRange(Single(mixed.detach()));
            backward.AddRange(Single(first.grad!));
        }

        Assert.AreEqual(200, forward.Concat(backward).Distinct().Count());
        Assert.IsTrue(forward.Concat(backward).All(a => a is >= 0 and < 1));
        Assert.AreEqual(0.5, forward.Concat(backward).Average(), 0.1);
        Assert.IsTrue(Math.Abs(forward.Zip(backward, (a, b) => (a - 0.5) * (b - 0.5)).Average()) < 0.04, "They depend on each other.");
    }

    [TestMethod]
    public void The_mixture_of_a_training_pass_follows_from_the_seed_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        float[][] logits = [.. new ulong[] { 3, 3, 4 }.Select(value =>
        {
            using var seed = TorchSeed.Use(value);
            using ImageNetwork network = (Architecture.ShakeShake14 with { Width = 4 }).Build(new NetworkSpec(3, 8, 8, 3));
            _ = rand(17); // draws of others, once it is built, do not matter
            return network.call(ones(4, 3, 8, 8).cumsum(2)).Logits.data<float>().ToArray();
        })];
        CollectionAssert.AreEqual(logits[0], logits[1]);
        CollectionAssert.AreNotEqual(logits[0], logits[2]);
    }

    [TestMethod]
    public void Training_passes_differ_and_scoring_passes_do_not()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using ImageNetwork network = (Architecture.ShakeShake14 with { Width = 4 }).Build(new NetworkSpec(3, 8, 8, 3));
        Tensor images = ones(4, 3, 8, 8).cumsum(2);
        Assert.IsFalse(network.call(images).Logits.allclose(network.call(images).Logits));
        network.eval();
        CollectionAssert.AreEqual(network.call(images).Logits.data<float>().ToArray(), network.call(images).Logits.data<float>().ToArray());
    }

    private static Tensor Read(GoldenValue value) => tensor(value.Doubles, value.Shape, ScalarType.Float64);

    /// <summary>The one number that each image's pixels share.</summary>
    private static double[] Single(Tensor map)
    {
        Tensor flat = map.flatten(1);
        Assert.IsTrue(flat.allclose(flat.narrow(1, 0, 1)));
        return [.. flat.narrow(1, 0, 1).contiguous().data<float>().ToArray().Select(value => (double)value)];
    }
}
