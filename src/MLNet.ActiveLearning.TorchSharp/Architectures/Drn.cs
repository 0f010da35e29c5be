namespace MLNet.ActiveLearning.Architectures;

/// <summary>The dilated residual network DRN-D-22: a residual network that stops to halve its maps at an eighth of the image's side.</summary>
/// <remarks>
/// <para>
/// A 7x7 convolution to <c>Width / 4</c> channels, a 3x3 one to <c>Width / 4</c> and one of stride 2 to <c>Width / 2</c>; two residual blocks each of
/// <c>Width</c> channels (stride 2), <c>2 Width</c> (stride 2), <c>4 Width</c> (dilation 2) and <c>8 Width</c> (dilation 4); two 3x3 convolutions of
/// <c>8 Width</c> channels, of dilation 2 and 1, which take the grid out of the maps that dilation draws into them; global average pooling; a
/// linear layer. Stage maps: the outputs of the four pairs of blocks, and the last map. With 1000 classes it has 16 393 752 parameters, with 10
/// 15 885 882.
/// </para>
/// <para>
/// Any image size works. For a class of each pixel, see <see cref="BuildSegmentation"/>. Convolutions are drawn from <c>N(0, 2 / (k k c))</c> with
/// kernel size k and c output channels, as in the released code; the linear layer as PyTorch does by default, because the same rule would
/// give few classes large logits at once. Layers are named as in the released code (<c>layer0.0</c>, <c>layer3.0.conv1</c>, ..., <c>fc</c>).
/// </para>
/// <para>
/// Width 64 and no dropout are published. Yu, Koltun, Funkhouser, "Dilated Residual Networks", CVPR 2017.
/// </para>
/// </remarks>
public sealed record Drn : ScalableArchitecture
{
    /// <summary>Creates the published network.</summary>
    public Drn()
        : base(publishedWidth: 64)
    {
    }

    internal override string PublishedName => "drn-d-22";

    private protected override int WidthStep => 4;

    /// <summary>Builds the network that gives each pixel a class, with newly initialised weights, drawn from torch's generator.</summary>
    /// <param name="spec">The images that go in, whose sides are multiples of 8, and the number of classes.</param>
    /// <returns>A network on the CPU; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The architecture cannot take images of this size.</exception>
    public SegmentationNetwork BuildSegmentation(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ThrowIfInvalid();
        spec.ThrowIfInvalid();
        if (spec.Height % SegmentationNetwork.Scale != 0 || spec.Width % SegmentationNetwork.Scale != 0)
        {
            throw new ArgumentException(
                $"'{Name}' gives classes to the pixels of images whose sides are multiples of {SegmentationNetwork.Scale}; these are {spec.Height} x {spec.Width} (rows x columns). "
                + "Crop or resize them with ml.Transforms.ResizeImages, for example to 688 x 688.");
        }
        if (Dropout > 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Dropout of Drn is {Dropout}, but the network for pixels has no embedding to drop numbers of; leave it at 0."));
        }

        return new SegmentationNetwork(this, spec);
    }

    private protected override ImageNetwork BuildNetwork(NetworkSpec spec) => new DrnNetwork(this, spec);
}
