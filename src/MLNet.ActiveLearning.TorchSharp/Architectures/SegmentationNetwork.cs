using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A network that gives each pixel of an image a class: a <see cref="Drn"/> up to its last map, a 1x1 convolution, and bilinear enlargement.</summary>
/// <remarks>
/// Made by <see cref="Drn.BuildSegmentation"/>. No trainer of this library trains it: it is there for loops of one's own, and shows what
/// <see cref="Acquisition.DenseInfluence"/> needs, features and logits on the small grid; a dynamic head is another 1x1 convolution on the features.
/// The enlargement is a transposed convolution of each class by itself, kernel 16, stride 8, whose weights are set and not trained. With 19
/// classes 15 890 499 parameters are trained. Yu, Koltun, Funkhouser, "Dilated Residual Networks", CVPR 2017.
/// </remarks>
public sealed class SegmentationNetwork : Module<Tensor, SegmentationOutput>
{
    /// <summary>How many pixels of the image a pixel of the small grid stands for, in each direction.</summary>
    public const int Scale = 8;

    private readonly Sequential body;
    private readonly Conv2d seg;
    private readonly ConvTranspose2d up;

    internal SegmentationNetwork(Drn definition, NetworkSpec spec)
        : base(definition.Name)
    {
        FeatureSize = 8 * definition.Width;
        body = Sequential(DrnLayers.Build(definition, spec.Channels));
        seg = Conv2d(FeatureSize, spec.ClassCount, 1L);
        up = ConvTranspose2d(spec.ClassCount, spec.ClassCount, 2L * Scale, Scale, Scale / 2, 0, 1, PaddingModes.Zeros, spec.ClassCount, false);
        DrnLayers.Initialize(seg);
        init.zeros_(seg.bias!);
        SetBilinear(up.weight!, spec.ClassCount);
        RegisterComponents();
    }

    /// <summary>The last convolution: weights (C, D, 1, 1) and biases (C).</summary>
    public Conv2d Classifier => seg;

    /// <summary>Size D of a pixel's embedding.</summary>
    public int FeatureSize { get; }

    /// <summary>(B, Channels, H, W), normalised, to the outputs.</summary>
    /// <param name="input">H and W are multiples of <see cref="Scale"/>.</param>
    public override SegmentationOutput forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor features = body.call(input); // (B, D, H / 8, W / 8)
        Tensor logits = seg.call(features); // (B, C, H / 8, W / 8)
        Tensor logarithms = up.call(logits).log_softmax(1); // (B, C, H, W)
        return new SegmentationOutput(
            logarithms.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope(), features.MoveToOuterDisposeScope());
    }

    // A pixel of the small grid counts for those around its centre, less the farther they are: 1 - |distance| / 8 in each direction.
    private static void SetBilinear(Parameter weight, int classCount)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        double centre = Scale - 0.5;
        double[] share = [.. Enumerable.Range(0, 2 * Scale).Select(i => 1 - (Math.Abs(i - centre) / Scale))];
        float[] kernel = [.. share.SelectMany(row => share.Select(column => (float)(row * column)))];
        weight.copy_(tensor(kernel).reshape(1, 1, 2 * Scale, 2 * Scale).expand(classCount, 1, 2 * Scale, 2 * Scale));
        weight.requires_grad = false;
    }
}
