using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A residual block of a <see cref="ShakeShake"/>: <c>shortcut(x) + mix(branch1(x), branch2(x))</c>.</summary>
internal sealed class ShakeShakeBlock : Module<Tensor, Tensor>
{
    private readonly ShakeShakeMixing mixing;
    private readonly Sequential branch1;
    private readonly Sequential branch2;
    private readonly ShakeShakeShortcut? shortcut;

    public ShakeShakeBlock(int inputChannels, int channels, int stride, ShakeShakeMixing mixing)
        : base(nameof(ShakeShakeBlock))
    {
        this.mixing = mixing;
        branch1 = Branch(inputChannels, channels, stride);
        branch2 = Branch(inputChannels, channels, stride);
        shortcut = inputChannels == channels ? null : new ShakeShakeShortcut(inputChannels, channels, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor activated = input.relu(); // what both branches and the shortcut begin with
        Tensor mixed = mixing.Mix(branch1.call(activated), branch2.call(activated), training);
        return mixed.add_(shortcut is null ? input : shortcut.call(activated)).MoveToOuterDisposeScope();
    }

    private static Sequential Branch(int inputChannels, int channels, int stride) => Sequential(
        ConvolutionLayers.Convolution(inputChannels, channels, 3, stride),
        BatchNorm2d(channels),
        ReLU(true),
        ConvolutionLayers.Convolution(channels, channels, 3, 1),
        BatchNorm2d(channels));
}
