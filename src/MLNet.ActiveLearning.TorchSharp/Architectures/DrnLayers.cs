using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>What the networks of a <see cref="Drn"/> have in common: everything up to the last map.</summary>
internal static class DrnLayers
{
    /// <summary>The nine layers, one after the other, with newly initialised weights.</summary>
    /// <param name="definition">The widths.</param>
    /// <param name="channels">Channels of an image.</param>
    public static Sequential[] Build(Drn definition, int channels)
    {
        int width = definition.Width;
        Sequential[] layers =
        [
            ConvolutionLayers.Activated(channels, width / 4, 7, 1),
            ConvolutionLayers.Activated(width / 4, width / 4, 3, 1),
            ConvolutionLayers.Activated(width / 4, width / 2, 3, 2),
            Blocks(width / 2, width, 2, 1),
            Blocks(width, 2 * width, 2, 1),
            Blocks(2 * width, 4 * width, 1, 2),
            Blocks(4 * width, 8 * width, 1, 4),
            ConvolutionLayers.Activated(8 * width, 8 * width, 3, 1, 2),
            ConvolutionLayers.Activated(8 * width, 8 * width, 3, 1),
        ];
        foreach (Conv2d convolution in layers.SelectMany(layer => layer.modules()).OfType<Conv2d>())
        {
            Initialize(convolution);
        }

        return layers;
    }

    /// <summary>Draws a convolution's weights: deviation <c>sqrt(2 / (k k c))</c> for c output channels.</summary>
    public static void Initialize(Conv2d convolution)
    {
        using var scope = NewDisposeScope();
        long[] shape = convolution.weight!.shape; // (out, in, k, k)
        init.normal_(convolution.weight, 0, Math.Sqrt(2.0 / (shape[2] * shape[3] * shape[0])));
    }

    private static Sequential Blocks(int inputChannels, int channels, int stride, int dilation) => Sequential(
        new ResNetBasicBlock(inputChannels, channels, stride, dilation), new ResNetBasicBlock(channels, channels, 1, dilation));
}
