using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>1x1, 3x3 (with the stride) and 1x1 convolutions and a shortcut; the output has four times the inner channels.</summary>
internal sealed class ResNetBottleneckBlock : Module<Tensor, Tensor>
{
    /// <summary>Output channels for each inner channel.</summary>
    public const int Expansion = 4;

    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Conv2d conv3;
    private readonly BatchNorm2d bn3;
    private readonly Sequential? downsample;

    public ResNetBottleneckBlock(int inputChannels, int channels, int stride)
        : base(nameof(ResNetBottleneckBlock))
    {
        int outputChannels = Expansion * channels;
        conv1 = ConvolutionLayers.Convolution(inputChannels, channels, 1, 1);
        bn1 = BatchNorm2d(channels);
        conv2 = ConvolutionLayers.Convolution(channels, channels, 3, stride);
        bn2 = BatchNorm2d(channels);
        conv3 = ConvolutionLayers.Convolution(channels, outputChannels, 1, 1);
        bn3 = BatchNorm2d(outputChannels);
        downsample = ConvolutionLayers.Projection(inputChannels, outputChannels, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor residual = bn1.call(conv1.call(input)).relu_();
        residual = bn2.call(conv2.call(residual)).relu_();
        residual = bn3.call(conv3.call(residual));
        residual.add_(downsample is null ? input : downsample.call(input));
        return residual.relu_().MoveToOuterDisposeScope();
    }
}
