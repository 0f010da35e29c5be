using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Benchmarks;

/// <summary>The proxy of ASVP, trained by the tensor library: the peer of this library's kernels.</summary>
internal static class TorchProxy
{
    public static void Train(float[] features, int[] labels, int width, int classes, int epochs)
    {
        using var all = NewDisposeScope();
        using var network = nn.Sequential(
            ("hidden", nn.Linear(width, width)), ("norm", nn.BatchNorm1d(width)), ("relu", nn.ReLU()), ("last", nn.Linear(width, classes)));
        using optim.Optimizer optimizer = optim.SGD(network.parameters(), 0.01, 0.9, 0, 0, true);
        Tensor x = tensor(features, ScalarType.Float32).reshape(labels.Length, width);
        Tensor y = tensor(labels, ScalarType.Int64);
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            nn.functional.cross_entropy(network.call(x), y).backward();
            optimizer.step();
        }
    }
}
