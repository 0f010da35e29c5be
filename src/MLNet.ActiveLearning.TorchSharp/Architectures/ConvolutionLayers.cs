using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Layers that several networks are made of.</summary>
internal static class ConvolutionLayers
{
    /// <summary>A convolution without bias that keeps the map's size at stride 1.</summary>
    public static Conv2d Convolution(int inputChannels, int outputChannels, int kernel, int stride, int dilation = 1)
        => Conv2d(inputChannels, outputChannels, kernel, stride, dilation * (kernel / 2), dilation, PaddingModes.Zeros, 1, false);

    /// <summary>Such a convolution with batch normalisation and ReLU behind it.</summary>
    public static Sequential Activated(int inputChannels, int outputChannels, int kernel, int stride, int dilation = 1)
        => Sequential(Convolution(inputChannels, outputChannels, kernel, stride, dilation), BatchNorm2d(outputChannels), ReLU(true));

    /// <summary>The projection of a shortcut, or null where the block changes neither channels nor size.</summary>
    public static Sequential? Projection(int inputChannels, int outputChannels, int stride)
        => stride == 1 && inputChannels == outputChannels
            ? null
            : Sequential(Convolution(inputChannels, outputChannels, 1, stride), BatchNorm2d(outputChannels));
}
