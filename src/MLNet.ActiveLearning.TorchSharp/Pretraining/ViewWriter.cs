using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Pretraining;

/// <summary>Writes a view of an image as network input: crop and resize, then blur, then colours and normalisation in one pass.</summary>
/// <remarks>Bytes (H, W, C) in, floats (H, W, C) out. Has buffers of its own: one writer for each thread.</remarks>
internal sealed class ViewWriter
{
    private const int ColorChannels = 3;
    private readonly ImageShape shape;
    private readonly float[] scales;  // of each channel, 1 / deviation
    private readonly float[] offsets; // of each channel, -mean / deviation
    private readonly float[] rows;    // rows of the crop, as wide as the view: (crop height, W, C)
    private readonly float[] view;    // (H, W, C), in [0, 255]
    private readonly float[] blurred;

    public ViewWriter(ImageShape shape, Normalization normalization)
    {
        if (normalization.Mean.Count != shape.Channels)
        {
            throw new ArgumentException($"Normalization has {normalization.Mean.Count} channels but the images have {shape.Channels}. Give one mean and one deviation for every channel.");
        }

        this.shape = shape;
        scales = [.. normalization.StandardDeviation.Select(s => (float)(1 / s))];
        offsets = [.. normalization.Mean.Zip(normalization.StandardDeviation, (m, s) => (float)(-m / s))];
        rows = new float[shape.Size];
        view = new float[shape.Size];
        blurred = new float[shape.Size];
    }

    /// <summary>Writes one view.</summary>
    /// <param name="image">(H, W, C) bytes.</param>
    /// <param name="choice">What to do.</param>
    /// <param name="input">(H, W, C) floats, all of them written.</param>
    public void Write(ReadOnlySpan<byte> image, ViewChoice choice, Span<float> input)
    {
        StretchRows(image, choice);
        StretchColumns(choice);
        if (choice.Blur > 0)
        {
            Blur(choice.Blur);
        }

        if (shape.Channels == ColorChannels)
        {
            WriteColors(ColorMap.Create(choice, Measure()), input);
        }
        else
        {
            (double scale, double offset) = ColorMap.CreateGrey(choice, Measure().Average());
            for (int i = 0; i < input.Length; i++)
            {
                int c = i % shape.Channels;
                input[i] = (Math.Clamp((float)((view[i] * scale / 255) + offset), 0, 1) * scales[c]) + offsets[c];
            }
        }
    }

    /// <summary>Where a pixel of the view lies in the crop: between two pixels, whose second has the weight.</summary>
    private static (int First, int Second, float Weight) Locate(int place, int size, int cropSize)
    {
        double at = Math.Clamp(((place + 0.5) * cropSize / size) - 0.5, 0, cropSize - 1);
        int first = (int)at;
        return (first, Math.Min(first + 1, cropSize - 1), (float)(at - first));
    }

    private void StretchRows(ReadOnlySpan<byte> image, ViewChoice choice)
    {
        int channels = shape.Channels;
        int stride = shape.Width * channels;
        Span<int> firsts = shape.Width <= 1024 ? stackalloc int[shape.Width] : new int[shape.Width];
        Span<int> steps = shape.Width <= 1024 ? stackalloc int[shape.Width] : new int[shape.Width];
        Span<float> weights = shape.Width <= 1024 ? stackalloc float[shape.Width] : new float[shape.Width];
        for (int x = 0; x < shape.Width; x++)
        {
            (int first, int second, float weight) = Locate(choice.Flip ? shape.Width - 1 - x : x, shape.Width, choice.Width);
            (firsts[x], steps[x], weights[x]) = ((choice.X + first) * channels, (second - first) * channels, weight);
        }

        for (int y = 0; y < choice.Height; y++)
        {
            ReadOnlySpan<byte> source = image.Slice((choice.Y + y) * stride, stride);
            Span<float> target = rows.AsSpan(y * stride, stride);
            for (int x = 0, to = 0; x < shape.Width; x++)
            {
                ReadOnlySpan<byte> pixel = source[firsts[x]..];
                int step = steps[x];
                float weight = weights[x];
                for (int c = 0; c < channels; c++)
                {
                    float first = pixel[c];
                    target[to++] = first + (weight * (pixel[c + step] - first));
                }
            }
        }
    }

    private void StretchColumns(ViewChoice choice)
    {
        int stride = shape.Width * shape.Channels;
        for (int y = 0; y < shape.Height; y++)
        {
            (int first, int second, float weight) = Locate(y, shape.Height, choice.Height);
            Mix(rows.AsSpan(first * stride, stride), rows.AsSpan(second * stride, stride), weight, view.AsSpan(y * stride, stride));
        }
    }

    private static void Mix(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float weight, Span<float> target)
    {
        int i = 0;
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var a = new Vector<float>(first[i..]);
            (a + (new Vector<float>(weight) * (new Vector<float>(second[i..]) - a))).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] = first[i] + (weight * (second[i] - first[i]));
        }
    }

    // Down, then across, with the edge pixels repeated outwards.
    private void Blur(double deviation)
    {
        int radius = (int)Math.Ceiling(3 * deviation);
        double[] kernel = [.. Enumerable.Range(-radius, (2 * radius) + 1).Select(i => Math.Exp(-i * i / (2 * deviation * deviation)))];
        double sum = kernel.Sum();
        Pass(view, blurred, [.. kernel.Select(k => (float)(k / sum))], radius, shape.Width * shape.Channels, shape.Height, shape.Width * shape.Channels);
        Pass(blurred, view, [.. kernel.Select(k => (float)(k / sum))], radius, shape.Channels, shape.Width, shape.Channels);
    }

    // Lines run along an axis of the given length and step; `within` numbers lie side by side in front of it.
    private static void Pass(float[] source, float[] target, float[] kernel, int radius, int step, int length, int within)
    {
        for (int start = 0; start < source.Length; start += length * step)
        {
            for (int lane = 0; lane < within; lane++)
            {
                for (int i = 0; i < length; i++)
                {
                    float sum = 0;
                    for (int k = -radius; k <= radius; k++)
                    {
                        sum += kernel[k + radius] * source[start + lane + (Math.Clamp(i + k, 0, length - 1) * step)];
                    }

                    target[start + lane + (i * step)] = sum;
                }
            }
        }
    }

    /// <summary>Mean of each channel of the view, in [0, 1].</summary>
    private double[] Measure()
    {
        var sums = new double[shape.Channels];
        int row = shape.Width * shape.Channels;
        for (int start = 0; start < view.Length; start += row)
        {
            for (int c = 0; c < sums.Length; c++)
            {
                float sum = 0;
                for (int i = start + c; i < start + row; i += sums.Length)
                {
                    sum += view[i];
                }

                sums[c] += sum;
            }
        }

        return [.. sums.Select(s => s / (255.0 * shape.Height * shape.Width))];
    }

    private void WriteColors(ColorMap map, Span<float> input)
    {
        Vector128<float> red = Column(map, 0), green = Column(map, 1), blue = Column(map, 2);
        Vector128<float> offset = Vector128.Create((float)map.GetOffset(0), (float)map.GetOffset(1), (float)map.GetOffset(2), 0);
        Vector128<float> scale = Vector128.Create(scales[0], scales[1], scales[2], 0), shift = Vector128.Create(offsets[0], offsets[1], offsets[2], 0);
        ref float to = ref MemoryMarshal.GetReference(input);
        for (int i = 0; i < view.Length; i += ColorChannels)
        {
            Vector128<float> color = (red * view[i]) + (green * view[i + 1]) + (blue * view[i + 2]) + offset;
            color = (Vector128.Min(Vector128.Max(color, Vector128<float>.Zero), Vector128<float>.One) * scale) + shift;
            if (i + 4 <= view.Length)
            {
                color.StoreUnsafe(ref to, (nuint)i); // the fourth number is overwritten by the next pixel
            }
            else
            {
                (input[i], input[i + 1], input[i + 2]) = (color[0], color[1], color[2]);
            }
        }
    }

    private static Vector128<float> Column(ColorMap map, int input) =>
        Vector128.Create((float)(map[0, input] / 255), (float)(map[1, input] / 255), (float)(map[2, input] / 255), 0);
}
