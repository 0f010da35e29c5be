using MLNet.ActiveLearning.Architectures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Outsider;

/// <summary>An architecture of somebody else's: two convolutions, both shown as stage maps.</summary>
public sealed record StripeNet : Architecture
{
    public override string Name => "stripes";

    public int Width { get; init; } = 8;

    public override IReadOnlyList<string> FindProblems() => Width < 1 ? [$"Width is {Width}; it must be at least 1."] : [];

    public override ImageNetwork Build(NetworkSpec spec) => new StripeNetwork(spec, Width);
}

/// <summary>The network of <see cref="StripeNet"/>.</summary>
public sealed class StripeNetwork : ImageNetwork
{
    private readonly Conv2d first;
    private readonly Conv2d second;
    private readonly Linear classifier;
    private readonly int width;

    public StripeNetwork(NetworkSpec spec, int width)
        : base("stripes")
    {
        this.width = width;
        first = Conv2d(spec.Channels, width, 3);
        second = Conv2d(width, 2 * width, 3);
        classifier = Linear(2 * width, spec.ClassCount);
        RegisterComponents();
    }

    public override Linear Classifier => classifier;

    public override int EmbeddingSize => 2 * width;

    public override IReadOnlyList<int> StageChannels => [width, 2 * width];

    public override NetworkOutput forward(Tensor input)
    {
        Tensor shallow = first.call(input).relu();
        Tensor deep = second.call(shallow).relu();
        Tensor embedding = deep.mean([2L, 3L]);
        return new NetworkOutput(classifier.call(embedding), embedding, [shallow, deep]);
    }
}
