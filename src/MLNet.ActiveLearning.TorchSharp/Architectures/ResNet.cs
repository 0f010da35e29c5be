namespace MLNet.ActiveLearning.Architectures;

/// <summary>A residual network: a stem, four stages of residual blocks, global average pooling and a linear layer.</summary>
/// <remarks>
/// <para>
/// Stages have <c>Width * (1, 2, 4, 8)</c> channels (times 4 with the bottleneck blocks of ResNet-50) and strides 1, 2, 2, 2; the
/// stage outputs are the network's stage maps. Blocks a stage: 2, 2, 2, 2 (ResNet-18); 3, 4, 6, 3 (ResNet-34 and 50). Any image
/// size works, because the last map is averaged whatever its size. ResNet-18 with 10 classes has 11 173 962 parameters.
/// </para>
/// <para>
/// Width 64 and no dropout are published. Parameters are named as in torchvision (<c>conv1</c>, <c>bn1</c>, <c>layer1.0.conv1</c>,
/// ..., <c>fc</c>). He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016.
/// </para>
/// </remarks>
public sealed record ResNet : ScalableArchitecture
{
    /// <summary>Creates the published ResNet-18 for small images.</summary>
    public ResNet()
        : base(publishedWidth: 64)
    {
    }

    /// <summary>Number of weighted layers by which the network is named.</summary>
    /// <value>Default 18. Allowed: 18, 34, 50.</value>
    public int Depth { get; init; } = 18;

    /// <summary>The first layers.</summary>
    /// <value>Default <see cref="ResNetStem.Cifar"/>.</value>
    public ResNetStem Stem { get; init; } = ResNetStem.Cifar;

    /// <summary>The depths there are.</summary>
    internal static int[] Depths => [18, 34, 50];

    /// <summary>Blocks of each stage.</summary>
    internal int[] BlockCounts => Depth == 18 ? [2, 2, 2, 2] : [3, 4, 6, 3];

    /// <summary>Whether the blocks are 1x1, 3x3, 1x1 convolutions with a fourfold widening.</summary>
    internal bool HasBottleneck => Depth == 50;

    internal override string PublishedName => $"resnet{Depth}{(Stem == ResNetStem.ImageNet ? "-imagenet" : "")}";

    private protected override IEnumerable<string> FindOwnProblems()
    {
        if (!Depths.Contains(Depth))
        {
            yield return $"Depth of ResNet is {Depth}; use 18, 34 or 50.";
        }

        if (!Enum.IsDefined(Stem))
        {
            yield return $"Stem of ResNet is {Stem}; use Cifar or ImageNet.";
        }
    }

    private protected override ImageNetwork BuildNetwork(NetworkSpec spec) => new ResNetNetwork(this, spec);
}
