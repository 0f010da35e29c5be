using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Reads a column of images.</summary>
internal sealed class MLImageReader(DataViewRow row, DataViewSchema.Column column) : ImageColumnReader(row, column.Name)
{
    private readonly ValueGetter<MLImage> getter = row.GetGetter<MLImage>(column);

    // One variable for all rows: the getters of ML.NET free the image they find in it. It is never disposed here, because the
    // getter of an in-memory view hands out the caller's own images.
    private MLImage? image;

    public override ImageShape Read()
    {
        getter(ref image!);
        return image is null
            ? throw Fail("has no image. Filter such rows out, or give them an image.")
            : new ImageShape(3, image.Height, image.Width);
    }

    public override void CopyTo(Span<byte> pixels)
    {
        ReadOnlySpan<byte> source = image!.Pixels;
        (int red, int blue) = image.PixelFormat switch
        {
            MLPixelFormat.Rgba32 => (0, 2),
            MLPixelFormat.Bgra32 => (2, 0),
            _ => throw Fail($"has the pixel format {image.PixelFormat}; Rgba32 and Bgra32 can be read."),
        };
        for (int from = 0, to = 0; to <= pixels.Length - 3; from += 4, to += 3)
        {
            ReadOnlySpan<byte> pixel = source.Slice(from, 4);
            pixels[to] = pixel[red];
            pixels[to + 1] = pixel[1];
            pixels[to + 2] = pixel[blue];
        }
    }
}
