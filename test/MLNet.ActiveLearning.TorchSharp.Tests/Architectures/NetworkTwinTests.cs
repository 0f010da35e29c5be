using MLNet.ActiveLearning.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The networks in eval mode against plain ones, written with functions only from the layer tables: same outputs.</summary>
[TestClass]
public sealed class NetworkTwinTests
{
    [TestMethod]
    public void Vgg_equals_convolutions_and_poolings_in_a_row() => Compare(new Vgg { Depth = 16, Width = 4 }, 37, (weights, images) =>
    {
        List<Tensor> maps = [images];
        for (int stage = 0; weights.Has($"stages.{stage}.0.weight"); stage++)
        {
            Tensor map = maps[^1];
            for (int layer = 0; weights.Has($"stages.{stage}.{layer}.weight"); layer += 3) // convolution, batch normalisation, ReLU
            {
                map = weights.Convolve(map, $"stages.{stage}.{layer}", $"stages.{stage}.{layer + 1}").relu();
            }

            maps.Add(functional.max_pool2d(map, 2L));
        }

        return ([.. maps.Skip(1)], maps[^1].mean([2, 3]));
    });

    [TestMethod]
    public void Dla_equals_its_trees_written_out() => Compare(new Dla { Width = 8 }, 21, (weights, images) =>
    {
        Tensor Tree(string name, Tensor x, int stride)
        {
            Tensor[] before = [];
            if (weights.Has($"{name}.inner.root.0.weight"))
            {
                before = [weights.BasicBlock(x, $"{name}.previous", stride), Tree($"{name}.inner", x, stride)];
                (x, stride) = (before[1], 1);
            }

            Tensor left = weights.BasicBlock(x, $"{name}.left", stride);
            Tensor right = weights.BasicBlock(left, $"{name}.right", 1);
            return weights.Convolve(cat([.. before, left, right], 1), $"{name}.root.0", $"{name}.root.1").relu();
        }

        Tensor stem = images;
        for (int i = 0; i < 3; i++)
        {
            stem = weights.Convolve(stem, $"stem.{i}.0", $"stem.{i}.1").relu();
        }

        Tensor map1 = Tree("tree1", stem, 1);
        Tensor map2 = Tree("tree2", map1, 2);
        Tensor map3 = Tree("tree3", map2, 2);
        Tensor map4 = Tree("tree4", map3, 2);
        return ([map1, map2, map3, map4], map4.mean([2, 3]));
    });

    [TestMethod]
    public void ShakeShake_is_the_average_of_its_branches_when_scoring() => Compare(new ShakeShake { Depth = 14, Width = 8 }, 22, (weights, images) =>
    {
        Tensor Branch(string name, Tensor x, int stride) =>
            weights.Convolve(weights.Convolve(x.relu(), $"{name}.0", $"{name}.1", stride).relu(), $"{name}.3", $"{name}.4");

        Tensor Shortcut(string name, Tensor x, int stride)
        {
            // The second path sees the image shifted by a pixel: the value at (y + 1, x + 1), zero beyond the border.
            Tensor shifted = zeros_like(x);
            shifted.narrow(2, 0, x.shape[2] - 1).narrow(3, 0, x.shape[3] - 1).copy_(x.narrow(2, 1, x.shape[2] - 1).narrow(3, 1, x.shape[3] - 1));
            Tensor first = functional.conv2d(functional.avg_pool2d(x.relu(), 1, stride), weights[$"{name}.conv1.weight"]);
            Tensor second = functional.conv2d(functional.avg_pool2d(shifted.relu(), 1, stride), weights[$"{name}.conv2.weight"]);
            return weights.Normalize(cat([first, second], 1), $"{name}.bn");
        }

        List<Tensor> maps = [weights.Convolve(images, "stem", null)];
        for (int stage = 1; stage <= 3; stage++)
        {
            Tensor x = maps[^1];
            for (int block = 0; weights.Has($"stage{stage}.{block}.branch1.0.weight"); block++)
            {
                string name = $"stage{stage}.{block}";
                int stride = stage > 1 && block == 0 ? 2 : 1;
                Tensor mixed = (0.5 * Branch($"{name}.branch1", x, stride)) + (0.5 * Branch($"{name}.branch2", x, stride));
                x = mixed + (weights.Has($"{name}.shortcut.bn.weight") ? Shortcut($"{name}.shortcut", x, stride) : x);
            }

            maps.Add(x);
        }

        return ([.. maps.Skip(1)], maps[^1].relu().mean([2, 3]));
    });

    [TestMethod]
    public void Drn_equals_its_blocks_with_spread_out_weights() => Compare(Architecture.DrnD22 with { Width = 8 }, 43, (weights, images) =>
    {
        List<Tensor> maps = [images];
        foreach ((int layer, int stride, int dilation) in new[] { (0, 1, 1), (1, 1, 1), (2, 2, 1), (3, 2, 1), (4, 2, 1), (5, 1, 2), (6, 1, 4), (7, 1, 2), (8, 1, 1) })
        {
            string name = $"layer{layer}";
            maps.Add(weights.Has($"{name}.0.conv1.weight")
                ? weights.BasicBlock(weights.BasicBlock(maps[^1], $"{name}.0", stride, dilation), $"{name}.1", 1, dilation)
                : weights.Convolve(maps[^1], $"{name}.0", $"{name}.1", stride, dilation).relu());
        }

        return ([maps[4], maps[5], maps[6], maps[7], maps[9]], maps[9].mean([2, 3]));
    });

    [TestMethod]
    public void MnistNet_equals_its_layers_in_a_row() => Compare(new MnistNet { Width = 6 }, 15, (weights, images) =>
    {
        Tensor map1 = functional.conv2d(images, weights["conv1.weight"], weights["conv1.bias"]).relu();
        Tensor map2 = functional.max_pool2d(functional.conv2d(map1, weights["conv2.weight"], weights["conv2.bias"]).relu(), 2L);
        return ([map1, map2], functional.linear(map2.reshape(map2.shape[0], -1), weights["fc1.weight"], weights["fc1.bias"]).relu());
    });

    private static void Compare(Architecture definition, int size, Func<Weights, Tensor, (Tensor[] Maps, Tensor Embedding)> plain)
    {
        using var seed = TorchSeed.Use(4);
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        using ImageNetwork network = definition.Build(new NetworkSpec(2, size, size + 2, 5)).to(ScalarType.Float64);
        Tensor images = arange(4 * 2 * size * (size + 2), dtype: ScalarType.Float64).mul(0.37).sin().reshape(4, 2, size, size + 2);
        _ = network.call(images); // so that the statistics of batch normalisation are not those of a new network
        network.eval();
        NetworkOutput output = network.call(images);

        var weights = new Weights(network.state_dict());
        (Tensor[] maps, Tensor embedding) = plain(weights, images);
        Assert.HasCount(maps.Length, output.StageMaps);
        for (int i = 0; i < maps.Length; i++)
        {
            AssertNear(maps[i], output.StageMaps[i], $"map {i}");
        }

        AssertNear(embedding, output.Embedding, "embedding");
        AssertNear(functional.linear(embedding, network.Classifier.weight!, network.Classifier.bias), output.Logits, "logits");
    }

    private static void AssertNear(Tensor expected, Tensor got, string what)
    {
        CollectionAssert.AreEqual(expected.shape, got.shape, what);
        double error = (expected - got).abs().max().ToDouble();
        double largest = expected.abs().max().ToDouble();
        Assert.IsTrue(largest > 0 && error <= 1e-10 * largest, $"{what}: off by {error}, largest value {largest}");
    }

    /// <summary>The numbers of a network by name, and the layers that they belong to.</summary>
    private sealed class Weights(Dictionary<string, Tensor> state)
    {
        public Tensor this[string name] => state[name];

        public bool Has(string name) => state.ContainsKey(name);

        // Dilation is written as a larger kernel with zeros between the weights.
        public Tensor Convolve(Tensor input, string convolution, string? norm, int stride = 1, int dilation = 1)
        {
            Tensor weight = Spread(state[$"{convolution}.weight"], dilation);
            Tensor result = functional.conv2d(
                input, weight, state.GetValueOrDefault($"{convolution}.bias"), [stride, stride], [weight.shape[2] / 2, weight.shape[2] / 2]);
            return norm is null ? result : Normalize(result, norm);
        }

        public Tensor Normalize(Tensor input, string norm)
        {
            Tensor Shaped(string part) => state[$"{norm}.{part}"].reshape(1, -1, 1, 1);
            return ((input - Shaped("running_mean")) * (Shaped("running_var") + 1e-5).rsqrt() * Shaped("weight")) + Shaped("bias");
        }

        private static Tensor Spread(Tensor weight, int dilation)
        {
            (long taps, long size) = (weight.shape[2], (dilation * (weight.shape[2] - 1)) + 1);
            Tensor spread = zeros(weight.shape[0], weight.shape[1], size, size, dtype: weight.dtype);
            for (long i = 0; i < taps * taps; i++)
            {
                spread.select(2, dilation * (i / taps)).select(2, dilation * (i % taps)).copy_(weight.select(2, i / taps).select(2, i % taps));
            }

            return spread;
        }

        public Tensor BasicBlock(Tensor input, string name, int stride, int dilation = 1)
        {
            Tensor residual = Convolve(Convolve(input, $"{name}.conv1", $"{name}.bn1", stride, dilation).relu(), $"{name}.conv2", $"{name}.bn2", 1, dilation);
            bool projects = Has($"{name}.downsample.0.weight");
            return (residual + (projects ? Convolve(input, $"{name}.downsample.0", $"{name}.downsample.1", stride) : input)).relu();
        }
    }
}
