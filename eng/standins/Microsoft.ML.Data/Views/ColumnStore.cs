namespace Microsoft.ML.Data;

/// <summary>Values of one column, kept by slot.</summary>
internal abstract class ColumnStore
{
    public static ColumnStore Of(DataViewType type)
        => (ColumnStore)Activator.CreateInstance(typeof(ColumnStore<>).MakeGenericType(type.RawType));

    /// <summary>What copies the current value of a row into a slot.</summary>
    public abstract Action<int> Reader(DataViewRow row, DataViewSchema.Column column);

    /// <summary>What copies the value of the slot of the moment.</summary>
    public abstract Delegate Getter(Func<int> slot);
}

internal sealed class ColumnStore<T> : ColumnStore
{
    private static readonly Copier s_copy = MakeCopier();

    private T[] _values = [];

    private delegate void Copier(ref T source, ref T destination);

    public override Action<int> Reader(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        return slot =>
        {
            if (slot >= _values.Length)
                Array.Resize(ref _values, (int)Math.Min(Math.Max(64L, 2L * slot), Array.MaxLength));
            get(ref _values[slot]);
        };
    }

    public override Delegate Getter(Func<int> slot)
        => (ValueGetter<T>)((ref T value) => s_copy(ref _values[slot()], ref value));

    private static Copier MakeCopier()
    {
        if (!typeof(T).IsGenericType || typeof(T).GetGenericTypeDefinition() != typeof(VBuffer<>))
            return (ref T source, ref T destination) => destination = source;
        return typeof(ColumnStore<T>).GetMethod(nameof(CopyBuffer), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)
            .MakeGenericMethod(typeof(T).GetGenericArguments()).CreateDelegate<Copier>();
    }

    private static void CopyBuffer<TItem>(ref VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);
}
