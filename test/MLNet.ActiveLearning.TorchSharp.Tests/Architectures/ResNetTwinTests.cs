using MLNet.ActiveLearning.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The fast network against a plain one written with functions only: same outputs, same gradients.</summary>
[TestClass]
public sealed class ResNetTwinTests
{
    [TestMethod]
    [DataRow(18, ResNetStem.Cifar)]
    [DataRow(34, ResNetStem.ImageNet)]
    [DataRow(50, ResNetStem.Cifar)]
    [DataRow(50, ResNetStem.ImageNet)]
    public void Outputs_and_gradients_equal_those_of_the_plain_network(int depth, ResNetStem stem)
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        var definition = new ResNet { Depth = depth, Stem = stem, Width = 4 };
        using ImageNetwork network = definition.Build(new NetworkSpec(2, 40, 40, 5)).to(ScalarType.Float64);
        Tensor images = arange(6 * 2 * 40 * 40, dtype: ScalarType.Float64).mul(0.37).sin().reshape(6, 2, 40, 40);
        Dictionary<string, Tensor> plain = network.named_parameters()
            .ToDictionary(parameter => parameter.name, parameter => parameter.parameter.detach().clone().requires_grad_(true));

        NetworkOutput output = network.call(images);
        (output.Logits.square().sum() + output.StageMaps.Aggregate(zeros(1, ScalarType.Float64), (sum, map) => sum + map.mean())).sum().backward();
        (Tensor logits, Tensor mapMeans) = Forward(definition, plain, images);
        (logits.square().sum() + mapMeans).sum().backward();

        AssertNear(logits, output.Logits, 1e-8, "logits");
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in network.named_parameters())
        {
            Assert.IsNotNull(parameter.grad, name);
            AssertNear(plain[name].grad!, parameter.grad, 1e-7, name);
        }
    }

    private static (Tensor Logits, Tensor MapMeans) Forward(ResNet definition, Dictionary<string, Tensor> weights, Tensor images)
    {
        Tensor map = Convolve(weights, "conv1", "bn1", images, definition.Stem == ResNetStem.Cifar ? 1 : 2).relu();
        map = definition.Stem == ResNetStem.Cifar ? map : functional.max_pool2d(map, 3L, 2L, 1L);
        Tensor means = zeros(1, ScalarType.Float64);
        for (int stage = 1; stage <= 4; stage++)
        {
            for (int block = 0; weights.ContainsKey($"layer{stage}.{block}.conv1.weight"); block++)
            {
                map = Block($"layer{stage}.{block}.", weights, map, stage > 1 && block == 0 ? 2 : 1).relu();
            }

            means += map.mean();
        }

        return (map.mean([2, 3]).matmul(weights["fc.weight"].t()) + weights["fc.bias"], means);
    }

    private static Tensor Block(string prefix, Dictionary<string, Tensor> weights, Tensor input, int stride)
    {
        bool bottleneck = weights.ContainsKey(prefix + "conv3.weight");
        Tensor x = Convolve(weights, prefix + "conv1", prefix + "bn1", input, bottleneck ? 1 : stride).relu();
        x = Convolve(weights, prefix + "conv2", prefix + "bn2", x, bottleneck ? stride : 1);
        x = bottleneck ? Convolve(weights, prefix + "conv3", prefix + "bn3", x.relu(), 1) : x;
        return x + (weights.ContainsKey(prefix + "downsample.0.weight")
            ? Convolve(weights, prefix + "downsample.0", prefix + "downsample.1", input, stride)
            : input);
    }

    /// <summary>Convolution and batch normalisation by the batch's own mean and variance.</summary>
    private static Tensor Convolve(Dictionary<string, Tensor> weights, string convolution, string norm, Tensor input, int stride)
    {
        Tensor weight = weights[convolution + ".weight"];
        long padding = weight.shape[2] / 2;
        Tensor x = functional.conv2d(input, weight, null, [stride, stride], [padding, padding]);
        Tensor centred = x - x.mean([0, 2, 3], true);
        Tensor scaled = centred * (centred.square().mean([0, 2, 3], true) + 1e-5).rsqrt();
        return (scaled * weights[norm + ".weight"].reshape(1, -1, 1, 1)) + weights[norm + ".bias"].reshape(1, -1, 1, 1);
    }

    private static void AssertNear(Tensor expected, Tensor got, double tolerance, string what)
    {
        CollectionAssert.AreEqual(expected.shape, got.shape, what);
        double scale = Math.Max(1e-3, expected.abs().max().ToDouble());
        double error = (expected - got).abs().max().ToDouble();
        Assert.IsTrue(error <= tolerance * scale, $"{what}: off by {error}, largest value {scale}");
    }
}
