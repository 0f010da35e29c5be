using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A tree of a <see cref="Dla"/>: residual blocks in a row whose outputs are joined by a 1x1 convolution, the root.</summary>
/// <remarks>
/// One level: <c>root(left(x), right(left(x)))</c>. Two levels: <c>root(previous(x), t, left(t), right(left(t)))</c> with the
/// one-level tree <c>t = inner(x)</c>. The block or tree that sees the input takes the stride.
/// </remarks>
internal sealed class DlaTree : Module<Tensor, Tensor>
{
    private readonly ResNetBasicBlock? previous;
    private readonly DlaTree? inner;
    private readonly ResNetBasicBlock left;
    private readonly ResNetBasicBlock right;
    private readonly Sequential root;

    public DlaTree(int inputChannels, int channels, int stride, bool hasInnerTree)
        : base(nameof(DlaTree))
    {
        if (hasInnerTree)
        {
            previous = new ResNetBasicBlock(inputChannels, channels, stride);
            inner = new DlaTree(inputChannels, channels, stride, hasInnerTree: false);
            (inputChannels, stride) = (channels, 1);
        }

        left = new ResNetBasicBlock(inputChannels, channels, stride);
        right = new ResNetBasicBlock(channels, channels, 1);
        root = ConvolutionLayers.Activated((hasInnerTree ? 4 : 2) * channels, channels, 1, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        List<Tensor> joined = [];
        if (previous is not null && inner is not null)
        {
            joined.Add(previous.call(input));
            input = inner.call(input);
            joined.Add(input);
        }

        joined.Add(left.call(input));
        joined.Add(right.call(joined[^1]));
        return root.call(cat(joined, 1)).MoveToOuterDisposeScope();
    }
}
