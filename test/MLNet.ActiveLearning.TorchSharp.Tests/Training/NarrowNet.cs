using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Training;

/// <summary>A network with the convolution that some versions of oneDNN cannot differentiate in channels-last memory.</summary>
public sealed record NarrowNet : BackboneArchitecture
{
    public override string Name => "narrow";

    protected override Module<Tensor, Tensor> BuildBackbone(NetworkSpec spec) => Sequential(
        ("conv", Conv2d(spec.Channels, 4, 3, 1L, 1L)),
        ("relu", ReLU()),
        ("pointwise", Conv2d(4, 8, 1, 2L)),
        ("pool", AdaptiveAvgPool2d(1)),
        ("flatten", Flatten()));
}
