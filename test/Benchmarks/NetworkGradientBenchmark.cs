using System.Globalization;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Training;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>Gradient norms of a whole network, split by sample, and by one backward pass an image as published code has them.</summary>
internal static class NetworkGradientBenchmark
{
    private const int OneByOne = 200;
    private const int Side = 32;

    public static void Run(int count, int width)
    {
        using var seed = TorchSeed.Use(1);
        using var scope = NewDisposeScope();
        using ImageNetwork network = (Architecture.ResNet18 with { Width = width }).Build(new NetworkSpec(3, Side, Side, 10));
        network.eval();
        Tensor images = randn(count, 3, Side, Side);
        Tensor Logits(Tensor x) => network.call(x).Logits;
        foreach (GradientNormSurrogate surrogate in new[] { GradientNormSurrogate.Entropy, GradientNormSurrogate.ExpectedOverLabels })
        {
            int some = surrogate == GradientNormSurrogate.Entropy ? count : Math.Min(count, OneByOne);
            int few = Math.Min(some, OneByOne);
            var options = new NetworkGradientNormOptions { Surrogate = surrogate };
            double[] split = [];
            double[] single = [];
            SideBySide.Print(
                string.Create(CultureInfo.InvariantCulture, $"ResNet-18, width {width}, {surrogate}; the second time is of {few} images, the others of {some}"),
                runs: 1,
                ("split by sample", () => split = NetworkGradientNorm.Compute(network, Logits, images.narrow(0, 0, some), options)),
                ("one backward pass an image", () => single = NetworkGradientNorm.ComputeOneByOne(
                    network, Logits, images.narrow(0, 0, few), NetworkGradientNorm.GetLosses(surrogate), ParameterNorm.SumOverTensors)));
            double difference = single.Zip(split, (a, b) => Math.Abs(a - b) / Math.Max(a, 1e-12)).Max();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  largest relative difference {difference:G2}"));
        }
    }
}
