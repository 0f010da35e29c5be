using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A small colour image that shapes are painted on with smooth edges, and then a photograph is taken of.</summary>
/// <remarks>Only arithmetic with exactly defined results is used, so that an image has the same bytes on every machine.</remarks>
internal sealed class Canvas
{
    public const int Side = 32;
    public const int Channels = 3;
    private const int Plane = Side * Side;

    private float[] red = new float[Plane];
    private float[] green = new float[Plane];
    private float[] blue = new float[Plane];

    /// <summary>Paints a shape; its edge covers pixels in part.</summary>
    public void Fill<TShape>(in TShape shape, in Pose pose, Paint paint)
        where TShape : struct, IShape
    {
        (float boundX, float boundY, float radius) = shape.Bounds;
        (float centerX, float centerY) = pose.ToPixels(boundX, boundY);
        float reach = (radius * pose.Scale * 1.3f) + 1.5f;
        int left = Math.Clamp((int)(centerX - reach), 0, Side);
        int right = Math.Clamp((int)(centerX + reach) + 1, 0, Side);
        int top = Math.Clamp((int)(centerY - reach), 0, Side);
        int bottom = Math.Clamp((int)(centerY + reach) + 1, 0, Side);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                (float u, float v) = pose.FromPixels(x + 0.5f, y + 0.5f);
                float cover = Math.Clamp(0.5f - (shape.Distance(u, v) * pose.Scale), 0, 1) * paint.Opacity;
                if (cover > 0)
                {
                    Blend((y * Side) + x, paint.At(v, x, y), cover);
                }
            }
        }
    }

    /// <summary>Paints every pixel anew.</summary>
    public void FillAll(Func<int, int, Rgb> colorOf)
    {
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                Blend((y * Side) + x, colorOf(x, y), 1);
            }
        }
    }

    /// <summary>Changes every pixel.</summary>
    public void Change(Func<int, int, Rgb, Rgb> change)
    {
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int i = (y * Side) + x;
                (red[i], green[i], blue[i]) = change(x, y, new Rgb(red[i], green[i], blue[i]));
            }
        }
    }

    /// <summary>Mixes every pixel with its neighbours: 0 leaves the image sharp, 1 weighs them 1-2-1 in both directions.</summary>
    public void Blur(float strength)
    {
        red = Blur(red, strength);
        green = Blur(green, strength);
        blue = Blur(blue, strength);
    }

    /// <summary>Adds noise of the given standard deviation to every part of every pixel.</summary>
    public void AddNoise(SeededRandom random, float deviation)
    {
        foreach (float[] plane in (ReadOnlySpan<float[]>)[red, green, blue])
        {
            for (int i = 0; i < plane.Length; i++)
            {
                // The sum of four uniform 16-bit numbers is close to a normal one of deviation 65536 / sqrt(3).
                ulong bits = random.NextUInt64();
                long sum = (long)(bits & 0xFFFF) + (long)((bits >> 16) & 0xFFFF) + (long)((bits >> 32) & 0xFFFF) + (long)(bits >> 48);
                plane[i] += (sum - 131_070) * (1.7320508f / 65_536f) * deviation;
            }
        }
    }

    /// <summary>Writes the image as bytes, one plane after another, red first.</summary>
    public void WriteTo(Span<byte> image)
    {
        Write(red, image);
        Write(green, image[Plane..]);
        Write(blue, image[(2 * Plane)..]);
    }

    private static void Write(float[] plane, Span<byte> target)
    {
        for (int i = 0; i < plane.Length; i++)
        {
            target[i] = (byte)((Math.Clamp(plane[i], 0, 1) * 255) + 0.5f);
        }
    }

    private void Blend(int i, Rgb color, float cover)
    {
        red[i] += (color.R - red[i]) * cover;
        green[i] += (color.G - green[i]) * cover;
        blue[i] += (color.B - blue[i]) * cover;
    }

    private static float[] Blur(float[] plane, float strength)
    {
        float side = strength / 4;
        float middle = 1 - (2 * side);
        float[] across = new float[Plane];
        float[] result = new float[Plane];
        for (int i = 0; i < Plane; i++)
        {
            int x = i % Side;
            across[i] = (middle * plane[i]) + (side * (plane[i - Math.Min(x, 1)] + plane[i + Math.Min(Side - 1 - x, 1)]));
        }

        for (int i = 0; i < Plane; i++)
        {
            int up = i >= Side ? i - Side : i;
            int down = i < Plane - Side ? i + Side : i;
            result[i] = (middle * across[i]) + (side * (across[up] + across[down]));
        }

        return result;
    }
}
