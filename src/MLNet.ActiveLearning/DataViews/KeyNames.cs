using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>Reads the names that belong to the values of a key column.</summary>
internal static class KeyNames
{
    private const string KeyValues = "KeyValues";

    /// <summary>The names in key order, or null if the column has none.</summary>
    public static string[]? Read(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(KeyValues) is not { Type: VectorDataViewType type })
        {
            return null;
        }
        Type item = type.ItemType.RawType;
        return item switch
        {
            _ when item == typeof(ReadOnlyMemory<char>) => Read<ReadOnlyMemory<char>>(column),
            _ when item == typeof(float) => Read<float>(column),
            _ when item == typeof(double) => Read<double>(column),
            _ when item == typeof(byte) => Read<byte>(column),
            _ when item == typeof(int) => Read<int>(column),
            _ when item == typeof(uint) => Read<uint>(column),
            _ when item == typeof(long) => Read<long>(column),
            _ when item == typeof(ulong) => Read<ulong>(column),
            _ when item == typeof(bool) => Read<bool>(column),
            _ => null,
        };
    }

    /// <summary>Annotations that name the values of a key column.</summary>
    public static DataViewSchema.Annotations Write(IReadOnlyList<string> names)
    {
        ReadOnlyMemory<char>[] values = [.. names.Select(n => n.AsMemory())];
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(
            KeyValues,
            new VectorDataViewType(TextDataViewType.Instance, values.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) =>
            {
                var editor = VBufferEditor.Create(ref value, values.Length);
                values.CopyTo(editor.Values);
                value = editor.Commit();
            });
        return builder.ToAnnotations();
    }

    private static string[] Read<T>(DataViewSchema.Column column)
    {
        VBuffer<T> values = default;
        column.Annotations.GetValue(KeyValues, ref values);
        return [.. values.DenseValues().Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")];
    }
}
