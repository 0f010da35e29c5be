using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Scales an image so that it covers the wanted size, and cuts off what is too long.</summary>
/// <remarks>
/// A triangle filter, widened when the image shrinks, so that every pixel of the original counts; a plain bilinear lookup would skip
/// some. Separable: first along the rows, then along the columns.
/// </remarks>
internal static class ImageResizer
{
    private const int BytesPerPixel = 4;

    public static MLImage Resize(MLImage image, ImageSize size)
    {
        double scale = Math.Min((double)image.Width / size.Width, (double)image.Height / size.Height);
        Tap[] columns = CreateTaps(image.Width, size.Width, scale);
        Tap[] lines = CreateTaps(image.Height, size.Height, scale);
        ReadOnlySpan<byte> pixels = image.Pixels;

        float[] narrow = new float[image.Height * size.Width * BytesPerPixel];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> line = pixels.Slice(y * image.Width * BytesPerPixel, image.Width * BytesPerPixel);
            for (int x = 0; x < size.Width; x++)
            {
                Span<float> target = narrow.AsSpan(((y * size.Width) + x) * BytesPerPixel, BytesPerPixel);
                Tap tap = columns[x];
                for (int i = 0; i < tap.Weights.Length; i++)
                {
                    ReadOnlySpan<byte> pixel = line.Slice((tap.First + i) * BytesPerPixel, BytesPerPixel);
                    for (int c = 0; c < BytesPerPixel; c++)
                    {
                        target[c] += tap.Weights[i] * pixel[c];
                    }
                }
            }
        }

        int stride = size.Width * BytesPerPixel;
        byte[] result = new byte[size.Height * stride];
        for (int y = 0; y < size.Height; y++)
        {
            Tap tap = lines[y];
            for (int x = 0; x < stride; x++)
            {
                float sum = 0.5f; // rounds
                for (int i = 0; i < tap.Weights.Length; i++)
                {
                    sum += tap.Weights[i] * narrow[((tap.First + i) * stride) + x];
                }

                result[(y * stride) + x] = (byte)Math.Clamp(sum, 0, 255);
            }
        }

        return MLImage.CreateFromPixels(size.Width, size.Height, image.PixelFormat, result);
    }

    private static Tap[] CreateTaps(int from, int to, double scale)
    {
        double margin = (from - (to * scale)) / 2;
        double radius = Math.Max(scale, 1);
        Tap[] taps = new Tap[to];
        for (int i = 0; i < to; i++)
        {
            double center = margin + ((i + 0.5) * scale) - 0.5;
            int first = Math.Clamp((int)Math.Ceiling(center - radius), 0, from - 1);
            int last = Math.Clamp((int)Math.Floor(center + radius), first, from - 1);
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(j => Math.Max(0, 1 - (Math.Abs(j - center) / radius)))];
            double sum = weights.Sum();
            taps[i] = new Tap(first, Array.ConvertAll(weights, weight => (float)(sum > 0 ? weight / sum : 1.0 / weights.Length)));
        }

        return taps;
    }

    /// <summary>Which source pixels make up a target pixel, and how much of each.</summary>
    private readonly record struct Tap(int First, float[] Weights);
}
