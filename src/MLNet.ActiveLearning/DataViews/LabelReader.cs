using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>Reads a label as the name of its class.</summary>
internal static class LabelReader
{
    /// <exception cref="ArgumentException">The column is neither text, nor a key, nor a number, nor a truth value.</exception>
    public static void Check(DataViewSchema.Column column)
    {
        if (column.Type is not (TextDataViewType or KeyDataViewType or NumberDataViewType or BooleanDataViewType))
        {
            throw new ArgumentException($"The label column '{column.Name}' is {column.Type}; a label is text, a key, a number or a truth value.");
        }
    }

    /// <summary>A function that gives the class name of the cursor's row, or null if its label is missing.</summary>
    public static Func<string?> Create(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        if (column.Type is KeyDataViewType)
        {
            string[]? names = KeyNames.Read(column);
            return type switch
            {
                _ when type == typeof(byte) => Key<byte>(row, column, names, k => k),
                _ when type == typeof(ushort) => Key<ushort>(row, column, names, k => k),
                _ when type == typeof(uint) => Key<uint>(row, column, names, k => k),
                _ => Key<ulong>(row, column, names, k => k),
            };
        }
        return type switch
        {
            _ when type == typeof(ReadOnlyMemory<char>) => Value<ReadOnlyMemory<char>>(row, column, v => v.IsEmpty ? null : v.ToString()),
            _ when type == typeof(float) => Value<float>(row, column, v => float.IsNaN(v) ? null : v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(double) => Value<double>(row, column, v => double.IsNaN(v) ? null : v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(bool) => Value<bool>(row, column, v => v.ToString()),
            _ when type == typeof(sbyte) => Value<sbyte>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(byte) => Value<byte>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(short) => Value<short>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(ushort) => Value<ushort>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(int) => Value<int>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(uint) => Value<uint>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
            _ when type == typeof(long) => Value<long>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
            _ => Value<ulong>(row, column, v => v.ToString(CultureInfo.InvariantCulture)),
        };
    }

    private static Func<string?> Key<T>(DataViewRow row, DataViewSchema.Column column, string[]? names, Func<T, ulong> widen) =>
        Value<T>(row, column, value =>
        {
            ulong key = widen(value);
            return key == 0 ? null : names?[key - 1] ?? (key - 1).ToString(CultureInfo.InvariantCulture);
        });

    private static Func<string?> Value<T>(DataViewRow row, DataViewSchema.Column column, Func<T, string?> name)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return name(value);
        };
    }
}
