using Microsoft.ML.Data;
using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Which colours are taken, in which order, planar or interleaved, and how a byte becomes a number.</summary>
internal sealed record PixelLayout(ColorBits Colors, ColorsOrder Order, bool Interleave, float Offset, float Scale, bool AsFloat)
{
    public int Planes => Sources(MLPixelFormat.Bgra32).Length;

    public VectorDataViewType TypeFor(ImageDataViewType image)
    {
        PrimitiveDataViewType item = AsFloat ? NumberDataViewType.Single : NumberDataViewType.Byte;
        return Interleave
            ? new VectorDataViewType(item, image.Height, image.Width, Planes)
            : new VectorDataViewType(item, Planes, image.Height, image.Width);
    }

    public void Copy(MLImage image, Span<float> target)
    {
        Span<float> table = stackalloc float[256];
        for (int i = 0; i < table.Length; i++)
            table[i] = (i - Offset) * Scale;
        Copy(image, target, table);
    }

    public void Copy(MLImage image, Span<byte> target)
    {
        Span<byte> table = stackalloc byte[256];
        for (int i = 0; i < table.Length; i++)
            table[i] = (byte)i;
        Copy(image, target, table);
    }

    private void Copy<T>(MLImage image, Span<T> target, ReadOnlySpan<T> table)
    {
        var pixels = image.Pixels;
        int[] sources = Sources(image.PixelFormat);
        int count = pixels.Length / 4, step = Interleave ? sources.Length : 1;
        for (int plane = 0; plane < sources.Length; plane++)
        {
            int to = Interleave ? plane : plane * count;
            for (int from = sources[plane]; from < pixels.Length; from += 4, to += step)
                target[to] = table[pixels[from]];
        }
    }

    /// <summary>For each plane the place of its byte in a pixel.</summary>
    private int[] Sources(MLPixelFormat format)
    {
        bool bgra = format == MLPixelFormat.Bgra32;
        var sources = new List<int>(4);
        foreach (char color in Order.ToString())
        {
            var (bit, place) = color switch
            {
                'A' => (ColorBits.Alpha, 3),
                'R' => (ColorBits.Red, bgra ? 2 : 0),
                'G' => (ColorBits.Green, 1),
                _ => (ColorBits.Blue, bgra ? 0 : 2),
            };
            if ((Colors & bit) != 0)
                sources.Add(place);
        }
        return [.. sources];
    }
}
