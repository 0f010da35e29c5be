namespace MLNet.ActiveLearning.Architectures;

/// <summary>Deep layer aggregation for small images: residual blocks whose outputs are joined by trees.</summary>
/// <remarks>
/// <para>
/// Three 3x3 convolutions of <c>Width / 4, Width / 4, Width / 2</c> channels, then four trees of <c>Width * (1, 2, 4, 8)</c> channels with
/// strides 1, 2, 2, 2, whose outputs are the network's stage maps; global average pooling; a linear layer. A tree of one level joins
/// two residual blocks, one behind the other, by a 1x1 convolution. The second and third tree have two levels: a residual block and a
/// one-level tree both see the input, two blocks follow the inner tree, and all four are joined. With 10 classes it has 16 291 386
/// parameters. This is the small-image network that DISTIL uses, not the deeper ones of the paper.
/// </para>
/// <para>
/// Any image size works. Width 64 and no dropout are published. Yu, Wang, Shelhamer, Darrell, "Deep Layer Aggregation", CVPR 2018.
/// </para>
/// </remarks>
public sealed record Dla : ScalableArchitecture
{
    /// <summary>Creates the published network.</summary>
    public Dla()
        : base(publishedWidth: 64)
    {
    }

    internal override string PublishedName => "dla";

    private protected override int WidthStep => 4;

    private protected override ImageNetwork BuildNetwork(NetworkSpec spec) => new DlaNetwork(this, spec);
}
