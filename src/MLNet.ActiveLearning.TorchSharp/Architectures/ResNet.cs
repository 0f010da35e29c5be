using System.Globalization;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A residual network: a stem, four stages of residual blocks, global average pooling and a linear layer.</summary>
/// <remarks>
/// <para>
/// Stages have <c>Width * (1, 2, 4, 8)</c> channels (times 4 with the bottleneck blocks of ResNet-50) and strides 1, 2, 2, 2; the
/// stage outputs are the network's stage maps. Blocks a stage: 2, 2, 2, 2 (ResNet-18); 3, 4, 6, 3 (ResNet-34 and 50). Any image
/// size works, because the last map is averaged whatever its size. ResNet-18 with 10 classes has 11 173 962 parameters.
/// </para>
/// <para>
/// Weights are initialised as the PyTorch layers do by default. Parameters are named as in torchvision
/// (<c>conv1</c>, <c>bn1</c>, <c>layer1.0.conv1</c>, ..., <c>fc</c>).
/// He, Zhang, Ren, Sun, "Deep Residual Learning for Image Recognition", CVPR 2016.
/// </para>
/// </remarks>
public sealed record ResNet : Architecture
{
    private const int StandardWidth = 64;

    /// <summary>Number of weighted layers by which the network is named.</summary>
    /// <value>Default 18. Allowed: 18, 34, 50.</value>
    public int Depth { get; init; } = 18;

    /// <summary>The first layers.</summary>
    /// <value>Default <see cref="ResNetStem.Cifar"/>.</value>
    public ResNetStem Stem { get; init; } = ResNetStem.Cifar;

    /// <summary>Channels of the first stage; 16 gives stages of 16, 32, 64 and 128 channels.</summary>
    /// <value>Default 64. Range: 4 and more.</value>
    public int Width { get; init; } = StandardWidth;

    /// <summary>
    /// Probability with which training drops a number of the embedding before the last linear layer. Strategies that look at several
    /// stochastic passes (BALD and its kin) need it.
    /// </summary>
    /// <value>Default 0: no dropout, the published network. Range: at least 0, less than 1; 0.5 is usual.</value>
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override string Name
        => string.Create(
            CultureInfo.InvariantCulture,
            $"resnet{Depth}{(Stem == ResNetStem.ImageNet ? "-imagenet" : "")}{(Width == StandardWidth ? "" : $"-w{Width}")}{(Dropout == 0 ? "" : $"-d{Dropout}")}");

    /// <summary>The depths there are.</summary>
    internal static int[] Depths => [18, 34, 50];

    /// <summary>Blocks of each stage.</summary>
    internal int[] BlockCounts => Depth == 18 ? [2, 2, 2, 2] : [3, 4, 6, 3];

    /// <summary>Whether the blocks are 1x1, 3x3, 1x1 convolutions with a fourfold widening.</summary>
    internal bool HasBottleneck => Depth == 50;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (!Depths.Contains(Depth))
        {
            problems.Add($"Depth of ResNet is {Depth}; use 18, 34 or 50.");
        }

        if (!Enum.IsDefined(Stem))
        {
            problems.Add($"Stem of ResNet is {Stem}; use Cifar or ImageNet.");
        }

        if (Width < 4)
        {
            problems.Add($"Width of ResNet is {Width}; use 4 or more, 64 is the published network.");
        }

        if (!(Dropout >= 0 && Dropout < 1))
        {
            problems.Add(FormattableString.Invariant($"Dropout of ResNet is {Dropout}; use a probability of at least 0 and less than 1, for example 0.5."));
        }

        return problems;
    }

    /// <inheritdoc/>
    public override ImageNetwork Build(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfInvalid();
        spec.ThrowIfInvalid();
        return new ResNetNetwork(this, spec);
    }

    /// <summary>Refuses parameters that cannot work, all problems in one message.</summary>
    internal void ThrowIfInvalid()
    {
        IReadOnlyList<string> problems = FindProblems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems));
        }
    }
}
