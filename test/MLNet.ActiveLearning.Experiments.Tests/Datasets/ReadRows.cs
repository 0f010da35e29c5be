using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tests.Datasets;

/// <summary>A row as a test wants to see it.</summary>
internal sealed record ReadRow(string Id, string Label, byte[] Pixels);

/// <summary>Reads views the way any ML.NET component does.</summary>
internal static class ReadRows
{
    public static List<string> Texts(IDataView view, string column) =>
        [.. view.GetColumn<ReadOnlyMemory<char>>(column).Select(text => text.ToString())];

    /// <summary>The vector images with their ids and labels.</summary>
    public static List<ReadRow> Vectors(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        return Vectors(cursor);
    }

    public static List<ReadRow> Vectors(DataViewRowCursor cursor)
    {
        ValueGetter<VBuffer<byte>> getImage = cursor.GetGetter<VBuffer<byte>>(cursor.Schema["Image"]);
        return Read(cursor, () =>
        {
            VBuffer<byte> image = default;
            getImage(ref image);
            return image.DenseValues().ToArray();
        });
    }

    /// <summary>The decoded images, four bytes a pixel, with their ids and labels.</summary>
    public static List<ReadRow> Images(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        return Images(cursor);
    }

    public static List<ReadRow> Images(DataViewRowCursor cursor)
    {
        ValueGetter<MLImage> getImage = cursor.GetGetter<MLImage>(cursor.Schema["Image"]);
        MLImage image = null!;
        return Read(cursor, () =>
        {
            getImage(ref image);
            return image.Pixels.ToArray();
        });
    }

    private static List<ReadRow> Read(DataViewRowCursor cursor, Func<byte[]> readPixels)
    {
        ValueGetter<ReadOnlyMemory<char>> getId = cursor.GetGetter<ReadOnlyMemory<char>>(cursor.Schema["Id"]);
        ValueGetter<ReadOnlyMemory<char>> getLabel = cursor.GetGetter<ReadOnlyMemory<char>>(cursor.Schema["Label"]);
        List<ReadRow> rows = [];
        while (cursor.MoveNext())
        {
            ReadOnlyMemory<char> id = default;
            ReadOnlyMemory<char> label = default;
            getId(ref id);
            getLabel(ref label);
            rows.Add(new ReadRow(id.ToString(), label.ToString(), readPixels()));
        }

        return rows;
    }
}
