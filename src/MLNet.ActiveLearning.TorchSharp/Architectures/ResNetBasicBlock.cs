using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Two 3x3 convolutions and a shortcut: <c>relu(bn(conv(relu(bn(conv(x))))) + shortcut(x))</c>.</summary>
internal sealed class ResNetBasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? downsample;

    public ResNetBasicBlock(int inputChannels, int channels, int stride, int dilation = 1)
        : base(nameof(ResNetBasicBlock))
    {
        conv1 = ConvolutionLayers.Convolution(inputChannels, channels, 3, stride, dilation);
        bn1 = BatchNorm2d(channels);
        conv2 = ConvolutionLayers.Convolution(channels, channels, 3, 1, dilation);
        bn2 = BatchNorm2d(channels);
        downsample = ConvolutionLayers.Projection(inputChannels, channels, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();

        // In place where the layer before does not need its own output for the backward pass: batch-norm keeps its input.
        Tensor residual = bn1.call(conv1.call(input)).relu_();
        residual = bn2.call(conv2.call(residual));
        residual.add_(downsample is null ? input : downsample.call(input));
        return residual.relu_().MoveToOuterDisposeScope();
    }
}
