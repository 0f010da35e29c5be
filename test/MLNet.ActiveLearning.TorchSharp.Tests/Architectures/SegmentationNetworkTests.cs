using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The dilated residual network for images and for pixels.</summary>
[TestClass]
public sealed class SegmentationNetworkTests
{
    private static readonly Drn Narrow = new() { Width = 4 };

    [TestMethod]
    public void Convolutions_are_drawn_with_the_published_deviation_and_the_last_layer_as_PyTorch_does()
    {
        using var seed = TorchSeed.Use(1);
        using ImageNetwork network = (Architecture.DrnD22 with { Width = 16 }).Build(new NetworkSpec(3, 16, 16, 10));
        foreach ((string name, Parameter parameter) in network.named_parameters().Where(p => p.parameter.shape.Length == 4 && p.parameter.numel() > 2000))
        {
            double expected = Math.Sqrt(2.0 / (parameter.shape[0] * parameter.shape[2] * parameter.shape[3]));
            float[] values = [.. parameter.data<float>()];
            Assert.AreEqual(expected, Math.Sqrt(values.Average(v => (double)v * v)), 0.1 * expected, name);
            Assert.IsTrue(values.Max() > 2.5 * expected, $"{name} is not normal");
        }

        double bound = 1 / Math.Sqrt(network.EmbeddingSize);
        Assert.IsTrue(network.Classifier.weight!.data<float>().All(v => Math.Abs(v) <= bound * 1.000001));
    }

    [TestMethod]
    public void Each_class_is_enlarged_by_itself_and_a_constant_map_stays_constant_inside()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using SegmentationNetwork network = Narrow.BuildSegmentation(new NetworkSpec(3, 40, 48, 2));
        init.zeros_(network.Classifier.weight!);
        network.Classifier.bias!.copy_(tensor(new[] { 0f, 3f }));
        SegmentationOutput output = network.call(ones(2, 3, 40, 48));
        CollectionAssert.AreEqual(new long[] { 2, 2, 5, 6 }, output.Logits.shape);
        CollectionAssert.AreEqual(new long[] { 2, network.FeatureSize, 5, 6 }, output.Features.shape);
        CollectionAssert.AreEqual(new long[] { 2, 2, 40, 48 }, output.LogProbabilities.shape);
        Tensor inside = output.LogProbabilities.narrow(2, 4, 32).narrow(3, 4, 40);
        double expected = -Math.Log(1 + Math.Exp(-3));
        Assert.IsTrue((inside.select(1, 1) - expected).abs().max().ToDouble() < 1e-5);
    }

    [TestMethod]
    public void The_enlargement_is_not_trained_and_everything_else_is()
    {
        using SegmentationNetwork network = Narrow.BuildSegmentation(new NetworkSpec(1, 16, 16, 3));
        using Tensor images = arange(2 * 256, dtype: ScalarType.Float32).sin().reshape(2, 1, 16, 16);
        using var scope = NewDisposeScope();
        SegmentationOutput output = network.call(images);
        Assert.AreEqual(3, scope.DisposablesCount);
        output.LogProbabilities.select(1, 0).sum().backward();
        string[] still = [.. network.named_parameters().Where(p => p.parameter.grad is null).Select(p => p.name)];
        CollectionAssert.AreEqual(new[] { "up.weight" }, still);
    }

    [TestMethod]
    public void Its_small_grid_is_what_the_scores_of_pixels_are_computed_from()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using var seed = TorchSeed.Use(5);
        using SegmentationNetwork network = Narrow.BuildSegmentation(new NetworkSpec(3, 24, 16, 4));
        using Conv2d dynamic = Conv2d(network.FeatureSize, 4, 1L); // the dynamic head of DISAL
        SegmentationOutput output = network.call(arange(3 * 24 * 16, dtype: ScalarType.Float32).cos().reshape(1, 3, 24, 16));
        Tensor logits = dynamic.call(output.Features);
        float[] Plane(Tensor tensor) => [.. tensor.contiguous().data<float>()];

        // As if training had begun at zero: the direction is the last convolution itself.
        float[] utilities = new float[3 * 2];
        DenseInfluence.ComputePixels(
            Plane(output.Features), Plane(logits), Plane(network.Classifier.weight!), Plane(network.Classifier.bias!), norm: 1, utilities);

        Tensor q = logits.softmax(1).to(ScalarType.Float64);
        Tensor changes = output.Logits.to(ScalarType.Float64);
        Tensor expected = (q * q.log() * changes).sum(1) - ((q * q.log()).sum(1) * (q * changes).sum(1)); // Cov_q(ln q, dZ)
        double[] twin = [.. expected.flatten().data<double>()];
        for (int i = 0; i < twin.Length; i++)
        {
            Assert.AreEqual(twin[i], utilities[i], 1e-4 * Math.Max(1, Math.Abs(twin[i])));
        }

        Assert.AreEqual(twin.Average(), DenseInfluence.ComputeImage(utilities, []), 1e-4 * Math.Max(1, Math.Abs(twin.Average())));
    }

    [TestMethod]
    public void Images_whose_sides_are_no_multiples_of_8_and_dropout_are_refused()
    {
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Narrow.BuildSegmentation(new NetworkSpec(3, 60, 64, 4))).Message, "these are 60 x 64 (rows x columns)");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => (Narrow with { Dropout = 0.5 }).BuildSegmentation(new NetworkSpec(3, 64, 64, 4))).Message, "Dropout of Drn is 0.5");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => (Narrow with { Width = 5 }).BuildSegmentation(new NetworkSpec(3, 64, 64, 4))).Message, "Width of Drn is 5");
    }
}
