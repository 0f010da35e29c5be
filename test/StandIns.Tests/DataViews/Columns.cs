using Microsoft.ML;
using Microsoft.ML.Data;

namespace StandIns.Tests.DataViews;

/// <summary>Short ways to read columns and annotations in tests.</summary>
internal static class Columns
{
    public static T[] Read<T>(this IDataView data, string name)
    {
        var column = data.Schema[name];
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<T>(column);
        var values = new List<T>();
        while (cursor.MoveNext())
        {
            T value = default!;
            getter(ref value);
            values.Add(value);
        }
        return [.. values];
    }

    public static string[] ReadText(this IDataView data, string name) => [.. data.Read<ReadOnlyMemory<char>>(name).Select(t => t.ToString())];

    public static T[][] ReadVectors<T>(this IDataView data, string name)
    {
        var column = data.Schema[name];
        using var cursor = data.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<T>>(column);
        var rows = new List<T[]>();
        VBuffer<T> value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            rows.Add([.. value.DenseValues()]);
        }
        return [.. rows];
    }

    public static T[] Annotation<T>(this DataViewSchema.Column column, string kind)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(kind, ref values);
        return [.. values.DenseValues()];
    }

    public static string[] TextAnnotation(this DataViewSchema.Column column, string kind)
        => [.. column.Annotation<ReadOnlyMemory<char>>(kind).Select(t => t.ToString())];
}
