using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Experiments.Datasets;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Makes small PNG images of the rows of a view, as <c>data:</c> addresses.</summary>
internal static class Thumbnail
{
    private const int MostPixels = 40; // a side

    /// <summary>Whether a column holds images that can be shown: decoded files, or bytes of (1 or 3, height, width).</summary>
    public static bool CanShow(DataViewType type) =>
        type.RawType == typeof(MLImage) || (type is VectorDataViewType { Dimensions: [1 or 3, > 0, > 0] } vector && vector.ItemType.RawType == typeof(byte));

    /// <summary>Reads some rows; only their images are decoded.</summary>
    public static IEnumerable<(string Id, string Source)> ReadAll(IDataView view, string idColumn, DataViewSchema.Column image, HashSet<string> wanted)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[idColumn], image]);
        ValueGetter<ReadOnlyMemory<char>> getId = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema[idColumn]);
        Func<MLImage> read = CreateReader(cursor, image);
        ReadOnlyMemory<char> id = default;
        for (int left = wanted.Count; left > 0 && cursor.MoveNext();)
        {
            getId(ref id);
            if (wanted.Contains(id.ToString()))
            {
                left--;
                using MLImage shown = read();
                yield return (id.ToString(), ToDataAddress(shown));
            }
        }
    }

    /// <summary>Shrinks an image that is large, keeping its shape.</summary>
    public static string ToDataAddress(MLImage image)
    {
        double scale = Math.Min(1, (double)MostPixels / Math.Max(image.Width, image.Height));
        var size = new ImageSize(Math.Max(1, (int)Math.Round(image.Width * scale)), Math.Max(1, (int)Math.Round(image.Height * scale)));
        using MLImage? small = scale < 1 ? ImageResizer.Resize(image, size) : null;
        return "data:image/png;base64," + Convert.ToBase64String(Png.Encode(small ?? image));
    }

    private static Func<MLImage> CreateReader(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType { Dimensions: [int channels, int height, int width] })
        {
            ValueGetter<VBuffer<byte>> getBytes = cursor.GetGetter<VBuffer<byte>>(column);
            VBuffer<byte> bytes = default;
            return () =>
            {
                getBytes(ref bytes);
                return FromPlanes([.. bytes.DenseValues()], channels, height, width);
            };
        }
        ValueGetter<MLImage> getImage = cursor.GetGetter<MLImage>(column);
        return () =>
        {
            MLImage image = null!;
            getImage(ref image);
            return image;
        };
    }

    private static MLImage FromPlanes(byte[] planes, int channels, int height, int width)
    {
        int plane = height * width;
        byte[] pixels = new byte[plane * 4];
        for (int i = 0; i < plane; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                pixels[(i * 4) + c] = planes[(Math.Min(c, channels - 1) * plane) + i];
            }
            pixels[(i * 4) + 3] = byte.MaxValue;
        }
        return MLImage.CreateFromPixels(width, height, MLPixelFormat.Rgba32, pixels);
    }
}
