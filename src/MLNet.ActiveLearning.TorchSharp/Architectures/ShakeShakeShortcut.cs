using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>The shortcut of a <see cref="ShakeShakeBlock"/> that changes the channels.</summary>
internal sealed class ShakeShakeShortcut : Module<Tensor, Tensor>
{
    private readonly int stride;
    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn;

    public ShakeShakeShortcut(int inputChannels, int channels, int stride)
        : base(nameof(ShakeShakeShortcut))
    {
        this.stride = stride;
        conv1 = ConvolutionLayers.Convolution(inputChannels, channels / 2, 1, 1);
        conv2 = ConvolutionLayers.Convolution(inputChannels, channels / 2, 1, 1);
        bn = BatchNorm2d(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor shifted = functional.pad(input, (-1, 1, -1, 1)); // without the first row and column, with black ones at the end
        return bn.call(cat([conv1.call(Thin(input)), conv2.call(Thin(shifted))], 1)).MoveToOuterDisposeScope();
    }

    private Tensor Thin(Tensor map) => stride == 1 ? map : map.slice(2, 0, map.shape[2], stride).slice(3, 0, map.shape[3], stride);
}
