using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Samples;

/// <summary>Reads columns of views.</summary>
internal static class Ids
{
    /// <summary>The ids of a view's rows as text.</summary>
    public static string[] Of(IDataView view, string column = "Id")
    {
        var found = new List<string>();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        var reader = RowIdReader.Create(cursor, view.Schema[column]);
        while (cursor.MoveNext())
        {
            found.Add(reader.Read().ToString());
        }
        return [.. found];
    }

    /// <summary>The values of a column.</summary>
    public static T[] Values<T>(IDataView view, string column)
    {
        var found = new List<T>();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        var getter = cursor.GetGetter<T>(view.Schema[column]);
        while (cursor.MoveNext())
        {
            T value = default!;
            getter(ref value);
            found.Add(value);
        }
        return [.. found];
    }

    /// <summary>The values of a text column.</summary>
    public static string[] Texts(IDataView view, string column) => [.. Values<ReadOnlyMemory<char>>(view, column).Select(v => v.ToString())];
}
