using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Gradients split by sample against one backward pass a sample.</summary>
[TestClass]
public sealed class NetworkGradientNormTests
{
    private static readonly GoldenTolerance Exact = new(1e-9, 1e-12);

    [TestMethod]
    [DataRow(18)]
    [DataRow(50)]
    public void Residual_networks_are_split_into_the_norms_of_one_backward_pass_a_sample(int depth)
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        using ImageNetwork network = ((ResNet)Architecture.Parse($"resnet{depth}") with { Width = 8 }).Build(new NetworkSpec(3, 12, 12, 4));
        network.to(ScalarType.Float64);
        Settle(network, randn(16, 3, 12, 12, dtype: ScalarType.Float64));
        CheckAll(network, images => network.call(images).Logits, randn(5, 3, 12, 12, dtype: ScalarType.Float64), Exact);
        network.to(ScalarType.Float32);
        CheckAll(network, images => network.call(images).Logits, randn(5, 3, 12, 12), new GoldenTolerance(1e-3, 1e-6));
    }

    [TestMethod]
    public void Odd_layers_are_split_and_parameters_get_no_gradients()
    {
        using var seed = TorchSeed.Use(2);
        using var scope = NewDisposeScope();
        using var network = new OddLayers();
        network.to(ScalarType.Float64);
        network.eval();
        Tensor images = randn(6, 2, 9, 9, dtype: ScalarType.Float64);
        Tensor before = network.call(images);
        CheckAll(network, network.call, images, Exact);
        Assert.IsTrue(network.parameters().All(p => p.grad is null));
        Assert.IsTrue(before.equal(network.call(images)).all().ToBoolean());
    }

    [TestMethod]
    public void Layers_of_other_kinds_go_one_by_one()
    {
        using var seed = TorchSeed.Use(3);
        using var scope = NewDisposeScope();
        using Sequential network = nn.Sequential(nn.Linear(4, 6), nn.LayerNorm(6), nn.ReLU(), nn.Linear(6, 3));
        Tensor samples = randn(5, 4);
        Func<Tensor, (Tensor, Tensor)[]> losses = NetworkGradientNorm.GetLosses(GradientNormSurrogate.Entropy);
        Assert.IsNull(NetworkGradientNorm.ComputeBatch(network, network.call, samples, losses, ParameterNorm.Global));
        double[] norms = NetworkGradientNorm.Compute(network, network.call, samples, new NetworkGradientNormOptions { Norm = ParameterNorm.Global, BatchSize = 2 });
        CollectionAssert.AreEqual(NetworkGradientNorm.ComputeOneByOne(network, network.call, samples, losses, ParameterNorm.Global), norms);
        Assert.IsTrue(norms.All(n => n > 0));
    }

    [TestMethod]
    public void Weights_used_without_calling_their_layer_are_noticed()
    {
        using var seed = TorchSeed.Use(4);
        using var scope = NewDisposeScope();
        using var network = new OddLayers();
        network.eval();
        var unused = (Linear)network.Unused;
        Tensor images = randn(4, 2, 9, 9);
        Tensor Logits(Tensor x) => network.call(x) + unused.weight!.sum() * x.mean([1, 2, 3], true).squeeze(3).squeeze(2) * arange(3);
        Func<Tensor, (Tensor, Tensor)[]> losses = NetworkGradientNorm.GetLosses(GradientNormSurrogate.Entropy);
        Assert.IsNull(NetworkGradientNorm.ComputeBatch(network, Logits, images, losses, ParameterNorm.Global));
        CollectionAssert.AreEqual(
            NetworkGradientNorm.ComputeOneByOne(network, Logits, images, losses, ParameterNorm.SumOverTensors), NetworkGradientNorm.Compute(network, Logits, images));
    }

    [TestMethod]
    [DataRow(3L, 1L, 1L, 1L)]
    [DataRow(3L, 2L, 0L, 1L)]
    [DataRow(7L, 2L, 3L, 1L)]
    [DataRow(3L, 1L, 4L, 4L)]
    [DataRow(1L, 2L, 0L, 1L)]
    [DataRow(4L, 3L, 1L, 1L)]
    public void The_geometry_of_a_convolution_is_read_off(long kernel, long stride, long padding, long dilation)
    {
        using var scope = NewDisposeScope();
        using Conv2d layer = nn.Conv2d(4, 6, kernel, stride, padding, dilation, PaddingModes.Zeros, 2);
        Assert.AreEqual(new ConvolutionGeometry((stride, stride), (padding, padding), (dilation, dilation)), ConvolutionGeometry.Of(layer, 4));
    }

    [TestMethod]
    public void A_convolution_that_pads_with_other_numbers_than_zeros_has_no_geometry()
    {
        using var scope = NewDisposeScope();
        using Conv2d layer = nn.Conv2d(1, 1, 3, 1, 1, 1, PaddingModes.Reflect);
        Assert.IsNull(ConvolutionGeometry.Of(layer, 1));
    }

    [TestMethod]
    public void Unusable_networks_and_options_are_refused()
    {
        using var scope = NewDisposeScope();
        using var network = new OddLayers();
        Tensor images = zeros(2, 2, 9, 9);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NetworkGradientNorm.Compute(network, network.call, images)).Message, "Call eval()");
        network.eval();
        var options = new NetworkGradientNormOptions { BatchSize = 0, Surrogate = (GradientNormSurrogate)9 };
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => NetworkGradientNorm.Compute(network, network.call, images, options));
        StringAssert.Contains(error.Message, "Surrogate of NetworkGradientNormOptions is 9");
        StringAssert.Contains(error.Message, "BatchSize of NetworkGradientNormOptions is 0");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => NetworkGradientNorm.Compute(network, network.call, images + float.NaN)).Message, "sample 0");
        foreach (Parameter parameter in network.parameters())
        {
            parameter.requires_grad_(false);
        }

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => NetworkGradientNorm.Compute(network, network.call, images)).Message, "requires_grad");
    }

    private static void CheckAll(nn.Module network, Func<Tensor, Tensor> logits, Tensor samples, GoldenTolerance tolerance)
    {
        foreach (GradientNormSurrogate surrogate in Enum.GetValues<GradientNormSurrogate>())
        {
            foreach (ParameterNorm norm in Enum.GetValues<ParameterNorm>())
            {
                Func<Tensor, (Tensor, Tensor)[]> losses = NetworkGradientNorm.GetLosses(surrogate);
                double[]? split = NetworkGradientNorm.ComputeBatch(network, logits, samples, losses, norm);
                Assert.IsNotNull(split, "the network is split");
                tolerance.AssertEqual(NetworkGradientNorm.ComputeOneByOne(network, logits, samples, losses, norm), split, $"{surrogate}, {norm}");
                Assert.IsTrue(split.All(n => n > 1e-6));
            }
        }
    }

    /// <summary>Gives the batch normalisations statistics of their own.</summary>
    private static void Settle(ImageNetwork network, Tensor images)
    {
        using var noGradients = no_grad();
        network.train();
        network.call(images * 3 + 0.5);
        network.eval();
    }
}
