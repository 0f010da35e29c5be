using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Gradient =>
    [
        new("badge", "BADGE: the loss gradients are large and far from one another", c => c.Badge()),
        new("badge-partitioned", "BADGE in five consecutive parts of the pool", c => c.Partition(c.Badge())),
        new("gradnorm", "the loss gradient of the last layer is largest", c => c.GradientNorm()),
        new(
            "gradnorm-expected",
            "the loss gradient of the last layer is largest on average over the labels",
            c => c.GradientNorm(new GradientNormOptions { Surrogate = GradientNormSurrogate.ExpectedOverLabels })),
        new("gradnorm-network", "the loss gradient of the whole network is largest", c => c.NetworkGradientNorm()) { Signals = [new NetworkGradientLength()] },
        new("gradnorm-network-expected", "the loss gradient of the whole network is largest on average over the labels", c => c.NetworkGradientNorm())
        {
            Signals = [new NetworkGradientLength { Options = new() { Surrogate = GradientNormSurrogate.ExpectedOverLabels } }],
        },
        new("glister", "GLISTER: a step on the row's gradient most reduces the loss on validation rows, or on the pool", c => c.Glister()),
        new("gradmatch", "GRAD-MATCH: the rows' gradients add up to that of the whole pool", c => c.GradMatch()),
    ];
}
