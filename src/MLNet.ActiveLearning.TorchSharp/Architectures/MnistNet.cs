namespace MLNet.ActiveLearning.Architectures;

/// <summary>The small network that DISTIL trains on MNIST: two convolutions, one hidden linear layer, dropout before both linear layers.</summary>
/// <remarks>
/// <para>
/// 3x3 convolution without padding to <c>Width</c> channels, ReLU, such a convolution to <c>2 Width</c>, ReLU, 2x2 max-pooling, dropout of
/// whole channels with probability 0.25, linear to <c>4 Width</c>, ReLU: the embedding; dropout with <see cref="ScalableArchitecture.Dropout"/>;
/// linear. There is no batch normalisation. Stage maps: the first convolution's output and the pooled one. With one channel, 28x28
/// images and 10 classes it has 1 199 882 parameters; the hidden layer grows with the image.
/// </para>
/// <para>
/// The published code has a layer for channels before the last linear layer too; on vectors (B, D), where each number is a channel, it
/// is ordinary dropout. Images must have at least 6 rows and columns. Width 32 and dropout 0.5 are published: Beck, Sivasubramanian,
/// Dani, Ramakrishnan, Iyer, "Effective Evaluation of Deep Active Learning on Image Classification Tasks", 2021, appendix A.4.
/// </para>
/// </remarks>
public sealed record MnistNet : ScalableArchitecture
{
    /// <summary>Creates the published network.</summary>
    public MnistNet()
        : base(publishedWidth: 32, publishedDropout: 0.5)
    {
    }

    internal override string PublishedName => "mnist-net";

    private protected override int SmallestImage => 6;

    private protected override ImageNetwork BuildNetwork(NetworkSpec spec) => new MnistNetwork(this, spec);
}
