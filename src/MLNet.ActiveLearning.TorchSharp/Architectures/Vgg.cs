namespace MLNet.ActiveLearning.Architectures;

/// <summary>A VGG network for small images: five stages of 3x3 convolutions, each halved by max-pooling, then one linear layer.</summary>
/// <remarks>
/// <para>
/// Each convolution has a bias, batch normalisation and ReLU behind it. Stages have <c>Width * (1, 2, 4, 8, 8)</c> channels; their
/// pooled outputs are the network's stage maps. Convolutions a stage: 1, 1, 2, 2, 2 (VGG-11); 2, 2, 2, 2, 2 (VGG-13); 2, 2, 3, 3, 3
/// (VGG-16); 2, 2, 4, 4, 4 (VGG-19). As in DISTIL the hidden linear layers of the ImageNet networks are left out: the last map, of one
/// pixel for 32x32 images and averaged if it is larger, is the embedding. With 10 classes VGG-11 has 9 231 114 parameters, VGG-19
/// 20 040 522.
/// </para>
/// <para>
/// Images must have at least 32 rows and columns. Width 64 and no dropout are published. Simonyan and Zisserman, "Very Deep
/// Convolutional Networks for Large-Scale Image Recognition", ICLR 2015; Ioffe and Szegedy, "Batch Normalization", ICML 2015.
/// </para>
/// </remarks>
public sealed record Vgg : ScalableArchitecture
{
    /// <summary>Creates the published VGG-11.</summary>
    public Vgg()
        : base(publishedWidth: 64)
    {
    }

    /// <summary>Number of weighted layers of the ImageNet network by which this one is named.</summary>
    /// <value>Default 11. Allowed: 11, 13, 16, 19.</value>
    public int Depth { get; init; } = 11;

    /// <summary>The depths there are.</summary>
    internal static int[] Depths => [11, 13, 16, 19];

    /// <summary>Convolutions of each stage.</summary>
    internal int[] ConvolutionCounts => Depth switch
    {
        11 => [1, 1, 2, 2, 2],
        13 => [2, 2, 2, 2, 2],
        16 => [2, 2, 3, 3, 3],
        _ => [2, 2, 4, 4, 4],
    };

    internal override string PublishedName => $"vgg{Depth}";

    private protected override int SmallestImage => 32;

    private protected override IEnumerable<string> FindOwnProblems()
    {
        if (!Depths.Contains(Depth))
        {
            yield return $"Depth of Vgg is {Depth}; use 11, 13, 16 or 19.";
        }
    }

    private protected override ImageNetwork BuildNetwork(NetworkSpec spec) => new VggNetwork(this, spec);
}
