using Microsoft.ML.Data.Codecs;
using static Microsoft.ML.Transforms.Image.ImageResizingEstimator;

namespace Microsoft.ML.Data;

/// <summary>Resizing and graying: nearest neighbour to fill, a Mitchell cubic at the source position to pad or crop.</summary>
internal static class ImageResampling
{
    public static MLImage Resize(MLImage source, int width, int height, ResizingKind kind, Anchor anchor)
    {
        if (kind == ResizingKind.Fill)
            return Fill(source, width, height);

        float widthAspect = (float)width / source.Width, heightAspect = (float)height / source.Height;
        bool crop = kind == ResizingKind.IsoCrop;
        bool heightDecides = heightAspect < widthAspect != crop;
        float aspect = heightDecides ? heightAspect : widthAspect;
        float freeX = width - source.Width * aspect, freeY = height - source.Height * aspect;
        int left = !heightDecides ? 0 : (int)(!crop ? freeX / 2 : anchor switch { Anchor.Left => 0, Anchor.Right => freeX, _ => freeX / 2 });
        int top = heightDecides ? 0 : (int)(!crop ? freeY / 2 : anchor switch { Anchor.Top => 0, Anchor.Bottom => freeY, _ => freeY / 2 });
        return Cubic(source, width, height, left, top, (int)(source.Width * aspect), (int)(source.Height * aspect));
    }

    public static MLImage Gray(MLImage source)
    {
        var pixels = source.Pixels.ToArray();
        int blue = source.PixelFormat == MLPixelFormat.Bgra32 ? 0 : 2;
        for (int i = 0; i < pixels.Length; i += 4)
        {
            float gray = 0.11f * pixels[i + blue] + 0.59f * pixels[i + 1] + 0.3f * pixels[i + 2 - blue];
            pixels[i] = pixels[i + 1] = pixels[i + 2] = (byte)Math.Min(255, gray + 0.5f);
            pixels[i + 3] = 255;
        }
        return new MLImage(source.Width, source.Height, source.PixelFormat, pixels, opaque: true);
    }

    private static MLImage Fill(MLImage source, int width, int height)
    {
        var pixels = new byte[width * height * 4];
        var from = source.Pixels;
        for (int y = 0, o = 0; y < height; y++)
        {
            int row = (int)((y + 0.5) * source.Height / height) * source.Width;
            for (int x = 0; x < width; x++, o += 4)
                from.Slice((row + (int)((x + 0.5) * source.Width / width)) * 4, 4).CopyTo(pixels.AsSpan(o));
        }
        return new MLImage(width, height, source.PixelFormat, pixels, source.IsOpaque);
    }

    private static MLImage Cubic(MLImage source, int width, int height, int left, int top, int drawnWidth, int drawnHeight)
    {
        var pixels = new byte[width * height * 4];
        var from = source.Pixels;
        var columns = Taps(width, left, drawnWidth, source.Width);
        var rows = Taps(height, top, drawnHeight, source.Height);
        Span<float> sum = stackalloc float[3];
        for (int y = 0; y < height; y++)
        {
            if (rows[y].Weights is not { } vertical)
                continue;
            for (int x = 0; x < width; x++)
            {
                if (columns[x].Weights is not { } horizontal)
                    continue;
                sum.Clear();
                for (int j = 0; j < 4; j++)
                {
                    int line = Math.Clamp(rows[y].First + j, 0, source.Height - 1) * source.Width;
                    for (int i = 0; i < 4; i++)
                    {
                        int at = (line + Math.Clamp(columns[x].First + i, 0, source.Width - 1)) * 4;
                        float weight = vertical[j] * horizontal[i];
                        sum[0] += weight * from[at];
                        sum[1] += weight * from[at + 1];
                        sum[2] += weight * from[at + 2];
                    }
                }
                int o = (y * width + x) * 4;
                for (int c = 0; c < 3; c++)
                    pixels[o + c] = (byte)Math.Clamp(sum[c] + 0.5f, 0f, 255f);
                pixels[o + 3] = 255;
            }
        }
        return new MLImage(width, height, source.PixelFormat, pixels, opaque: true);
    }

    /// <summary>For each output position the first of its four source positions and their weights; none outside the drawn part.</summary>
    private static (int First, float[] Weights)[] Taps(int size, int start, int drawn, int sourceSize)
    {
        var taps = new (int, float[])[size];
        for (int i = Math.Max(0, start); i < Math.Min(size, start + drawn); i++)
        {
            double position = (i - start + 0.5) * sourceSize / drawn - 0.5;
            int floor = (int)Math.Floor(position);
            float t = (float)(position - floor);
            taps[i] = (floor - 1, [Mitchell(1 + t), Mitchell(t), Mitchell(1 - t), Mitchell(2 - t)]);
        }
        return taps;
    }

    private static float Mitchell(float x)
        => x < 1 ? (21 * x * x * x - 36 * x * x + 16) / 18 : x < 2 ? (-7 * x * x * x + 36 * x * x - 60 * x + 32) / 18 : 0;
}
