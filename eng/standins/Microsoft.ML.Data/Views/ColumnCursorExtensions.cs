namespace Microsoft.ML.Data;

public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) => GetColumn<T>(data, data.Schema[columnName]);

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        DataViewSchema.Column found = data.Schema[column.Index];
        Contracts.CheckParam(found.Name == column.Name && found.Type.Equals(column.Type), nameof(column),
            $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in {nameof(data)}");

        if (found.Type.RawType == typeof(T))
            return Read<T, T>(data, found, value => value);
        if (typeof(T) == typeof(string) && found.Type is TextDataViewType)
            return (IEnumerable<T>)Read<ReadOnlyMemory<char>, string>(data, found, text => text.ToString());
        if (typeof(T).IsArray && found.Type is VectorDataViewType vector)
        {
            if (typeof(T) == typeof(string[]) && vector.ItemType is TextDataViewType)
                return (IEnumerable<T>)Read<VBuffer<ReadOnlyMemory<char>>, string[]>(data, found, texts => [.. texts.DenseValues().Select(t => t.ToString())]);
            if (typeof(T).GetElementType() == vector.ItemType.RawType)
            {
                return (IEnumerable<T>)typeof(ColumnCursorExtensions)
                    .GetMethod(nameof(ReadArrays), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)
                    .MakeGenericMethod(vector.ItemType.RawType).Invoke(null, [data, found]);
            }
        }
        Contracts.CheckParam(!typeof(T).IsArray || found.Type is VectorDataViewType, nameof(column),
            $"Cannot load vector type, {column.Type}, specified in {nameof(column)} to the user-defined type, {typeof(T)}.");
        throw Contracts.ExceptParam(nameof(column),
            $"Cannot map column (name: {column.Name}, type: {column.Type}) in {nameof(data)} to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<T[]> ReadArrays<T>(IDataView data, DataViewSchema.Column column)
        => Read<VBuffer<T>, T[]>(data, column, values =>
        {
            var array = new T[values.Length];
            values.CopyTo(array);
            return array;
        });

    private static IEnumerable<TOut> Read<T, TOut>(IDataView data, DataViewSchema.Column column, Func<T, TOut> convert)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> get = cursor.GetGetter<T>(column);
        T value = default;
        while (cursor.MoveNext())
        {
            get(ref value);
            yield return convert(value);
        }
    }
}
