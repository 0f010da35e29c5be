using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>Reads a row's id as text, without allocating for each row.</summary>
/// <remarks>
/// Whole numbers are written in the invariant culture, keys as their number from 1 (a missing key as nothing), row ids as two
/// hexadecimal halves.
/// </remarks>
internal sealed class RowIdReader
{
    private delegate ReadOnlyMemory<char> Reader();

    private const string Remedy = "Give each row an id that does not depend on its position, and name its column with idColumnName.";
    private readonly Reader read;

    private RowIdReader(Reader read) => this.read = read;

    /// <summary>The id of the cursor's row; valid until the cursor moves.</summary>
    public ReadOnlyMemory<char> Read() => read();

    public static DataViewSchema.Column FindColumn(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = ColumnLookup.Find(schema, name, "id", Remedy);
        bool supported = column.Type is TextDataViewType or RowIdDataViewType
            || (column.Type is KeyDataViewType or NumberDataViewType && column.Type.RawType != typeof(float) && column.Type.RawType != typeof(double));
        return supported
            ? column
            : throw new ArgumentException($"The id column '{name}' is {column.Type}; an id is text, a whole number, a key or a row id. {Remedy}");
    }

    public static RowIdReader Create(DataViewRow row, DataViewSchema.Column column)
    {
        Type type = column.Type.RawType;
        if (type == typeof(ReadOnlyMemory<char>))
        {
            var getter = row.GetGetter<ReadOnlyMemory<char>>(column);
            ReadOnlyMemory<char> value = default;
            return new RowIdReader(() =>
            {
                getter(ref value);
                return value;
            });
        }
        return type switch
        {
            _ when type == typeof(DataViewRowId) => Formatted<DataViewRowId>(row, column, static (id, span) => WriteRowId(id, span)),
            _ when type == typeof(sbyte) => Number<sbyte>(row, column),
            _ when type == typeof(byte) => Number<byte>(row, column),
            _ when type == typeof(short) => Number<short>(row, column),
            _ when type == typeof(ushort) => Number<ushort>(row, column),
            _ when type == typeof(int) => Number<int>(row, column),
            _ when type == typeof(uint) => Number<uint>(row, column),
            _ when type == typeof(long) => Number<long>(row, column),
            _ when type == typeof(ulong) => Number<ulong>(row, column),
            _ => throw new ArgumentException($"Bug in MLNet.ActiveLearning: id column '{column.Name}' of type {column.Type} was not refused."),
        };
    }

    private static RowIdReader Number<T>(DataViewRow row, DataViewSchema.Column column)
        where T : struct, ISpanFormattable, IEquatable<T>
    {
        bool isKey = column.Type is KeyDataViewType;
        return Formatted<T>(row, column, (value, span) =>
        {
            int written = 0;
            if (!isKey || !value.Equals(default))
            {
                value.TryFormat(span, out written, default, CultureInfo.InvariantCulture);
            }
            return written;
        });
    }

    private static int WriteRowId(DataViewRowId id, Span<char> span)
    {
        id.Low.TryFormat(span, out int low, "x16", CultureInfo.InvariantCulture);
        id.High.TryFormat(span[low..], out int high, "x16", CultureInfo.InvariantCulture);
        return low + high;
    }

    private static RowIdReader Formatted<T>(DataViewRow row, DataViewSchema.Column column, Func<T, Span<char>, int> write)
        where T : struct
    {
        var getter = row.GetGetter<T>(column);
        char[] buffer = new char[40];
        T value = default;
        return new RowIdReader(() =>
        {
            getter(ref value);
            return buffer.AsMemory(0, write(value, buffer));
        });
    }
}
