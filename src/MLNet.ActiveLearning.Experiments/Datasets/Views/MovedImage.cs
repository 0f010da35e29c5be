using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Moves images by whole pixels when they are read; what comes in from outside is black.</summary>
internal static class MovedImage
{
    /// <summary>A getter whose images are those of another one, moved.</summary>
    /// <param name="getter">Of <see cref="MLImage"/> or of a vector of bytes (channels, height, width).</param>
    /// <param name="type">The column's type.</param>
    /// <param name="currentMove">Rows down and columns right for the row that is read.</param>
    public static Delegate Wrap(Delegate getter, DataViewType type, Func<(int Down, int Right)> currentMove) => getter switch
    {
        ValueGetter<MLImage> images => new ValueGetter<MLImage>((ref MLImage value) =>
        {
            images(ref value);
            if (currentMove() is var (down, right) && (down, right) != (0, 0))
            {
                using MLImage original = value;
                value = Move(original, down, right);
            }
        }),
        ValueGetter<VBuffer<byte>> bytes when type is VectorDataViewType { Dimensions: [int channels, int height, int width] } =>
            new ValueGetter<VBuffer<byte>>((ref VBuffer<byte> value) =>
            {
                bytes(ref value);
                if (currentMove() is var (down, right) && (down, right) != (0, 0))
                {
                    byte[] original = [.. value.DenseValues()];
                    VBufferEditor<byte> editor = VBufferEditor.Create(ref value, original.Length);
                    int plane = height * width;
                    for (int c = 0; c < channels; c++)
                    {
                        Move(original.AsSpan(c * plane, plane), editor.Values.Slice(c * plane, plane), width, 1, down, right);
                    }

                    value = editor.Commit();
                }
            }),
        _ => throw new InvalidOperationException($"Bug in MLNet.ActiveLearning: images of type {type} cannot be moved."),
    };

    private static MLImage Move(MLImage image, int down, int right)
    {
        int pixelSize = image.BitsPerPixel / 8;
        ReadOnlySpan<byte> pixels = image.Pixels;
        byte[] moved = new byte[pixels.Length];
        for (int alpha = pixelSize - 1; pixelSize == 4 && alpha < moved.Length; alpha += pixelSize)
        {
            moved[alpha] = byte.MaxValue;
        }

        Move(pixels, moved, image.Width, pixelSize, down, right);
        MLImage result = MLImage.CreateFromPixels(image.Width, image.Height, image.PixelFormat, moved);
        result.Tag = image.Tag;
        return result;
    }

    // Rows of the width times the size of a pixel; the target keeps what it holds where nothing moves to.
    private static void Move(ReadOnlySpan<byte> source, Span<byte> target, int width, int pixelSize, int down, int right)
    {
        int row = width * pixelSize;
        int height = source.Length / row;
        if (pixelSize == 1)
        {
            target.Clear();
        }

        int kept = (width - Math.Abs(right)) * pixelSize;
        for (int y = Math.Max(0, down); y < Math.Min(height, height + down) && kept > 0; y++)
        {
            source.Slice(((y - down) * row) + (Math.Max(0, -right) * pixelSize), kept).CopyTo(target[((y * row) + (Math.Max(0, right) * pixelSize))..]);
        }
    }
}
