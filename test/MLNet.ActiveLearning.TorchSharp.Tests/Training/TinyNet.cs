using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Training;

/// <summary>A network that trains in no time, and has what is hard for determinism and saving: batch normalisation and dropout.</summary>
public sealed record TinyNet : BackboneArchitecture
{
    public override string Name => "tiny";

    public int Channels { get; init; } = 6;

    public double Dropout { get; init; } = 0.1;

    protected override Module<Tensor, Tensor> BuildBackbone(NetworkSpec spec) => Sequential(
        ("conv", Conv2d(spec.Channels, Channels, 3, 2L, 1L)),
        ("norm", BatchNorm2d(Channels)),
        ("relu", ReLU()),
        ("pool", AdaptiveAvgPool2d(1)),
        ("flatten", Flatten()),
        ("dropout", nn.Dropout(Dropout)));
}
