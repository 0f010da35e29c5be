using System.Runtime.InteropServices;

namespace Microsoft.ML.Data;

/// <summary>Gives each row a place in [0, 1), by which train and test sets and folds are cut.</summary>
internal sealed class SplitPosition
{
    private readonly IDataView _data;
    private readonly DataViewSchema.Column? _key;
    private readonly int _seed;

    public SplitPosition(IDataView data, string keyColumn, int seed)
    {
        _data = data;
        _seed = seed;
        if (keyColumn is not null)
            _key = data.Schema.GetColumnOrNull(keyColumn) ?? throw Contracts.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", keyColumn);
    }

    /// <summary>The rows whose place is in the range or, for the complement, those whose place is not.</summary>
    public IDataView Cut(double from, double to, bool complement)
    {
        return new FilterDataView(_data, _key is { } key ? [key] : [], row =>
        {
            Func<double> place = PlaceOf(row);
            return () => place() is double value && (from <= value && value < to) != complement && !double.IsNaN(value);
        }, dependsOnOrder: _key is null);
    }

    /// <summary>A key's place among the keys; NaN for a missing one.</summary>
    public static Func<double> OfKey(DataViewRow row, DataViewSchema.Column column)
    {
        double count = ((KeyDataViewType)column.Type).Count;
        Type type = column.Type.RawType;
        Func<ulong> key = type == typeof(uint) ? Value(row.GetGetter<uint>(column), v => (ulong)v)
            : type == typeof(ulong) ? Value(row.GetGetter<ulong>(column), v => v)
            : type == typeof(ushort) ? Value(row.GetGetter<ushort>(column), v => (ulong)v)
            : Value(row.GetGetter<byte>(column), v => (ulong)v);
        return () => key() is ulong value && value > 0 ? (value - 0.5) / count : double.NaN;
    }

    private static Func<TResult> Value<T, TResult>(ValueGetter<T> get, Func<T, TResult> convert)
    {
        T value = default;
        return () =>
        {
            get(ref value);
            return convert(value);
        };
    }

    private Func<double> PlaceOf(DataViewRow row)
    {
        if (_key is not { } column)
        {
            var random = new Random(_seed);
            return random.NextDouble;
        }
        if (column.Type is KeyDataViewType)
            return OfKey(row, column);
        if (column.Type is TextDataViewType)
            return Value(row.GetGetter<ReadOnlyMemory<char>>(column), text => Hash(MemoryMarshal.AsBytes(text.Span)));
        Contracts.CheckParam(column.Type.IsStandardScalar(), "samplingKeyColumn", $"Rows cannot be kept together by column '{column.Name}' of type {column.Type}.");
        return typeof(SplitPosition).GetMethod(nameof(Bytes), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
            .MakeGenericMethod(column.Type.RawType).CreateDelegate<Func<DataViewRow, DataViewSchema.Column, Func<double>>>(this)(row, column);
    }

    private Func<double> Bytes<T>(DataViewRow row, DataViewSchema.Column column) where T : unmanaged
        => Value(row.GetGetter<T>(column), value => Hash(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value))));

    /// <summary>A hash (FNV-1a, then mixed) that is the same in every process.</summary>
    private double Hash(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            ulong hash = 14695981039346656037UL ^ (uint)_seed;
            foreach (byte b in bytes)
                hash = (hash ^ b) * 1099511628211UL;
            hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9UL;
            hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebUL;
            return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
