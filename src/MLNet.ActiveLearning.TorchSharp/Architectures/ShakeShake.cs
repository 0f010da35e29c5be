namespace MLNet.ActiveLearning.Architectures;

/// <summary>A shake-shake network: residual blocks of two branches that training mixes at random.</summary>
/// <remarks>
/// <para>
/// A block gives <c>shortcut(x) + a b1(x) + (1 - a) b2(x)</c> with a drawn uniformly from [0, 1) for each image, and passes gradients on as
/// if a had been another such number, drawn independently; when scoring, a is 0.5. A branch is ReLU, 3x3 convolution, batch
/// normalisation, ReLU, 3x3 convolution, batch normalisation. Where the channels change, the shortcut is ReLU and two 1x1
/// convolutions on every stride-th pixel, the second one shifted by a pixel down and right, side by side, with batch normalisation.
/// </para>
/// <para>
/// A 3x3 convolution to 16 channels, three stages of <c>(Depth - 2) / 6</c> blocks with <c>Width * (1, 2, 4)</c> channels and strides 1, 2, 2,
/// whose outputs are the network's stage maps; ReLU, global average pooling, a linear layer. With depth 14, width 32 and 10 classes,
/// as DISTIL uses it, 1 371 274 parameters; the released code has 21 952 more in shortcuts that it never applies. Random numbers come
/// from a stream of the network's own, seeded from torch's generator when the network is built.
/// </para>
/// <para>
/// Any image size works. Width 32 and no dropout are published. Gastaldi, "Shake-Shake regularization", 2017.
/// </para>
/// </remarks>
public sealed record ShakeShake : ScalableArchitecture
{
    /// <summary>Creates the network of DISTIL: depth 14, width 32.</summary>
    public ShakeShake()
        : base(publishedWidth: 32)
    {
    }

    /// <summary>Number of weighted layers along a branch.</summary>
    /// <value>Default 14. Allowed: 8, 14, 20, 26 and so on in steps of 6.</value>
    public int Depth { get; init; } = 14;

    internal override string PublishedName => $"shake-shake{Depth}";

    /// <summary>Residual blocks of each stage.</summary>
    internal int BlocksPerStage => (Depth - 2) / 6;

    private protected override int WidthStep => 2;

    private protected override IEnumerable<string> FindOwnProblems()
    {
        if (Depth < 8 || (Depth - 2) % 6 != 0)
        {
            yield return $"Depth of ShakeShake is {Depth}; use 8 or more in steps of 6: 8, 14, 20, 26.";
        }
    }

    private protected override ImageNetwork BuildNetwork(NetworkSpec spec) => new ShakeShakeNetwork(this, spec);
}
