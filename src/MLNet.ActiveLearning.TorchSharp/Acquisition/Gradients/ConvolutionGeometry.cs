using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Which pixels a convolution with zero padding looks at.</summary>
/// <param name="Stride">Pixels between neighbouring outputs, in height and width.</param>
/// <param name="Padding">Zeros before and after, in height and width.</param>
/// <param name="Dilation">Pixels between neighbouring weights, in height and width.</param>
internal sealed record ConvolutionGeometry((long Height, long Width) Stride, (long Height, long Width) Padding, (long Height, long Width) Dilation)
{
    private const int Attempts = 3;
    private static readonly ConditionalWeakTable<Conv2d, Measurement> Known = [];

    /// <summary>The geometry of a layer, or null if it pads with something else than zeros, or unevenly.</summary>
    /// <remarks>
    /// The library does not tell a layer's geometry, but the gradient of one output with respect to the weights is the pixels that the
    /// output looks at: with an image whose pixels are their own positions they can be read off. Measured once a layer.
    /// </remarks>
    public static ConvolutionGeometry? Of(Conv2d layer, long inputChannels) =>
        Known.GetValue(layer, l => new Measurement(Measure(l, inputChannels))).Geometry;

    /// <summary>The pixels that each output looks at.</summary>
    /// <param name="input">(B, C, H, W).</param>
    /// <param name="groups">Number of groups G.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="output">Height and width of the output.</param>
    /// <returns>(B, G, C / G * kernel pixels, output pixels).</returns>
    public Tensor Unfold(Tensor input, long groups, (long Height, long Width) kernel, (long Height, long Width) output)
    {
        using var scope = NewDisposeScope();
        Tensor padded = Padding is (0, 0)
            ? input.contiguous()
            : nn.functional.pad(input, [Padding.Width, Padding.Width, Padding.Height, Padding.Height]).contiguous();
        long[] size = padded.shape; // (B, C, H + 2 Padding, W + 2 Padding)
        long row = size[3];
        long channel = size[2] * row;
        Tensor patches = padded.as_strided(
            [size[0], size[1], kernel.Height, kernel.Width, output.Height, output.Width],
            [size[1] * channel, channel, Dilation.Height * row, Dilation.Width, Stride.Height * row, Stride.Width]);
        return patches
            .reshape(size[0], groups, size[1] / groups * kernel.Height * kernel.Width, output.Height * output.Width)
            .MoveToOuterDisposeScope();
    }

    private static ConvolutionGeometry? Measure(Conv2d layer, long inputChannels)
    {
        int size = 8 * (int)Math.Max(2, layer.weight!.shape[2..].Max());
        for (int attempt = 0; attempt < Attempts; attempt++, size *= 3)
        {
            using var scope = NewDisposeScope();
            using var gradients = enable_grad();
            Tensor positions = (arange(size * size, dtype: layer.weight.dtype, device: layer.weight.device) + 1).reshape(1, 1, size, size);
            Tensor output = layer.forward(positions.expand(1, inputChannels, size, size).contiguous());
            if (output.shape[2] < 3 || output.shape[3] < 3)
            {
                continue;
            }

            (int row, int column) = ((int)(output.shape[2] - 1) / 2, (int)(output.shape[3] - 1) / 2);
            double[] centre = SeenBy(layer, output, row, column);
            double[] next = SeenBy(layer, output, row + 1, column + 1);
            if (centre.Concat(next).Any(p => p == 0))
            {
                continue; // a tap in the padding: the image is too small for the dilation
            }

            int kernelWidth = (int)layer.weight.shape[3];
            (long Row, long Column) first = Locate(centre[0], size);
            (long Row, long Column) last = Locate(centre[^1], size);
            (long Row, long Column) moved = Locate(next[0], size);
            (long Height, long Width) stride = (moved.Row - first.Row, moved.Column - first.Column);
            var geometry = new ConvolutionGeometry(
                stride,
                ((row * stride.Height) - first.Row, (column * stride.Width) - first.Column),
                (Spacing(last.Row - first.Row, layer.weight.shape[2]), Spacing(last.Column - first.Column, kernelWidth)));
            return geometry.Explains(layer, output, size) ? geometry : null;
        }

        return null;
    }

    private static long Spacing(long distance, long kernel) => kernel > 1 ? distance / (kernel - 1) : 1;

    private static (long Row, long Column) Locate(double position, int size) => (((long)position - 1) / size, ((long)position - 1) % size);

    /// <summary>The numbers that the first kernel multiplies for an output, row by row.</summary>
    private static double[] SeenBy(Conv2d layer, Tensor output, int row, int column)
    {
        Tensor one = output.select(3, column).select(2, row).select(1, 0).sum();
        return AdversarialSearch.ToDoubles(autograd.grad([one], [layer.weight!], retain_graph: true)[0].select(0, 0).select(0, 0));
    }

    // The corners show what stands in the padding, and how much of it there is on each side.
    private bool Explains(Conv2d layer, Tensor output, int size)
    {
        (int height, int width) = ((int)output.shape[2], (int)output.shape[3]);
        return height == OutputSize(size, layer.weight!.shape[2], Padding.Height, Dilation.Height, Stride.Height)
            && width == OutputSize(size, layer.weight.shape[3], Padding.Width, Dilation.Width, Stride.Width)
            && new[] { (0, 0), (height - 1, width - 1) }.All(corner => SeenBy(layer, output, corner.Item1, corner.Item2).SequenceEqual(Expect(layer, corner, size)));
    }

    private IEnumerable<double> Expect(Conv2d layer, (int Row, int Column) output, int size)
    {
        for (long i = 0; i < layer.weight!.shape[2]; i++)
        {
            for (long j = 0; j < layer.weight.shape[3]; j++)
            {
                long row = (output.Row * Stride.Height) - Padding.Height + (i * Dilation.Height);
                long column = (output.Column * Stride.Width) - Padding.Width + (j * Dilation.Width);
                yield return row >= 0 && row < size && column >= 0 && column < size ? (row * size) + column + 1 : 0;
            }
        }
    }

    private static long OutputSize(long size, long kernel, long padding, long dilation, long stride) =>
        ((size + (2 * padding) - (dilation * (kernel - 1)) - 1) / stride) + 1;

    private sealed record Measurement(ConvolutionGeometry? Geometry);
}
