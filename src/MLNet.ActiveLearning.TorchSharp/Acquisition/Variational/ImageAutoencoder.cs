using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>The variational autoencoder of VAAL: images to the mean and log-variance of a latent vector, and back.</summary>
/// <remarks>
/// Encoder: four convolutions (kernel 4, stride 2) of w, 2w, 4w and 8w channels with batch norm and ReLU, then two linear layers. Decoder: a linear
/// layer to a map of an eighth of the image, three transposed convolutions (kernel 4, stride 2), one of kernel 1, no output activation. Sides
/// that are no multiple of 16 are filled up with zeros, the mean pixel, on both sides. He normal initialisation of the encoder's
/// convolutions and the decoder's linear layer, as published; the rest as the library has it.
/// </remarks>
internal sealed class ImageAutoencoder : Module
{
    private const int Reduction = 16;

    private readonly long[] padding;
    private readonly long[] decoderMap;
    private readonly Sequential encoder;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Linear expansion;
    private readonly Sequential decoder;

    /// <summary>Builds it on the CPU.</summary>
    /// <param name="image">Channels, rows and columns.</param>
    /// <param name="width">w.</param>
    /// <param name="latentSize">Z.</param>
    /// <param name="conditionSize">Numbers that the decoder is given beside the latent vector.</param>
    public ImageAutoencoder(IReadOnlyList<int> image, int width, int latentSize, int conditionSize)
        : base(nameof(ImageAutoencoder))
    {
        (int channels, int rows, int columns) = (image[0], RoundUp(image[1]), RoundUp(image[2]));
        // The last dimension first, before and after.
        padding = [(columns - image[2]) / 2, (columns - image[2] + 1) / 2, (rows - image[1]) / 2, (rows - image[1] + 1) / 2];
        decoderMap = [-1, 8 * width, rows / 8, columns / 8];
        long encoded = 8L * width * (rows / Reduction) * (columns / Reduction);
        encoder = Sequential(
            Convolution(channels, width), BatchNorm2d(width), ReLU(),
            Convolution(width, 2 * width), BatchNorm2d(2 * width), ReLU(),
            Convolution(2 * width, 4 * width), BatchNorm2d(4 * width), ReLU(),
            Convolution(4 * width, 8 * width), BatchNorm2d(8 * width), ReLU());
        mean = Linear(encoded, latentSize);
        logVariance = Linear(encoded, latentSize);
        expansion = Linear(latentSize + conditionSize, decoderMap[1] * decoderMap[2] * decoderMap[3]);
        decoder = Sequential(
            Transposed(8 * width, 4 * width), BatchNorm2d(4 * width), ReLU(),
            Transposed(4 * width, 2 * width), BatchNorm2d(2 * width), ReLU(),
            Transposed(2 * width, width), BatchNorm2d(width), ReLU(),
            ConvTranspose2d(width, channels, 1));
        Initialize(expansion);
        RegisterComponents();
    }

    /// <summary>Fills images up to sides that the layers can halve four times.</summary>
    /// <param name="images">(B, C, H, W).</param>
    public Tensor Pad(Tensor images) => padding.All(p => p == 0) ? images.alias() : functional.pad(images, padding);

    /// <summary>Mean and log-variance, (B, Z) each, of padded images.</summary>
    public (Tensor Mean, Tensor LogVariance) Encode(Tensor images)
    {
        using var scope = NewDisposeScope();
        Tensor map = encoder.call(images).flatten(1);
        return (mean.call(map).MoveToOuterDisposeScope(), logVariance.call(map).MoveToOuterDisposeScope());
    }

    /// <summary>Images, padded, of latent vectors.</summary>
    /// <param name="latent">(B, Z + condition).</param>
    public Tensor Decode(Tensor latent)
    {
        using var scope = NewDisposeScope();
        return decoder.call(expansion.call(latent).view(decoderMap)).MoveToOuterDisposeScope();
    }

    /// <summary>He normal weights and no bias.</summary>
    internal static Linear Initialize(Linear layer)
    {
        init.kaiming_normal_(layer.weight!);
        init.zeros_(layer.bias!);
        return layer;
    }

    private static int RoundUp(int side) => (side + Reduction - 1) / Reduction * Reduction;

    private static Conv2d Convolution(int inputs, int outputs)
    {
        Conv2d layer = Conv2d(inputs, outputs, 4, 2, 1, 1, TorchSharp.PaddingModes.Zeros, 1, false);
        init.kaiming_normal_(layer.weight!);
        return layer;
    }

    private static ConvTranspose2d Transposed(int inputs, int outputs) =>
        ConvTranspose2d(inputs, outputs, 4, 2, 1, 0, 1, TorchSharp.PaddingModes.Zeros, 1, false);
}
