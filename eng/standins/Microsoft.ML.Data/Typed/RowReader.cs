using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Fills objects from rows of data of one schema.</summary>
internal sealed class RowReader<TRow>
    where TRow : class
{
    private readonly DataViewSchema _schema;
    private readonly List<(TypedColumn Member, DataViewSchema.Column Column)> _bound = [];

    public RowReader(DataViewSchema schema, bool ignoreMissingColumns = false, SchemaDefinition definition = null)
    {
        _schema = schema;
        if (definition is null)
            CheckMemberTypes();
        foreach (TypedColumn member in TypedColumn.Of(typeof(TRow), definition, SchemaDefinition.Direction.Write))
        {
            if (schema.GetColumnOrNull(member.Name) is not { } column)
            {
                if (ignoreMissingColumns)
                    continue;
                throw Contracts.ExceptSchemaMismatch("Schema", "", member.Name);
            }
            (Type itemType, bool isVector) = TypedColumn.Shape(member.Member);
            Contracts.Check(isVector == column.Type is VectorDataViewType && column.Type.GetItemType().RawType == itemType,
                $"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{member.MemberType.FullName}'.");
            _bound.Add((member, column));
        }
    }

    /// <summary>The columns that a row must have active.</summary>
    public IEnumerable<DataViewSchema.Column> Columns => _schema.Where(c => _bound.Exists(b => b.Column.Index == c.Index));

    /// <summary>What fills an object from the current row.</summary>
    public Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _bound.Select(b => MakeSetter(b.Member, row, b.Column))];
        return target =>
        {
            foreach (Action<TRow> set in setters)
                set(target);
        };
    }

    public IEnumerable<TRow> ReadAll(IDataView data, Func<TRow> create, bool reuseRowObject)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(Columns);
        Action<TRow> fill = Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (row is null || !reuseRowObject)
                row = create();
            fill(row);
            yield return row;
        }
    }

    /// <summary>A member of a type that no column can have deserves a hint at the type of its column.</summary>
    private void CheckMemberTypes()
    {
        foreach (PropertyInfo property in typeof(TRow).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            string name = property.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? property.Name;
            if (property.GetSetMethod() is null || property.GetCustomAttribute<NoColumnAttribute>() is not null
                || TypedColumn.IsSupported(property, TypedColumn.RawShape(property.PropertyType).ItemType)
                || property.GetCustomAttribute<DataViewTypeAttribute>() is not null
                || _schema.GetColumnOrNull(name) is not { } column || column.Type.RawType == property.PropertyType)
                continue;
            throw Contracts.ExceptParam("actualType",
                $"The expected type '{column.Type.RawType}' does not match the type of the '{name}' member: '{property.PropertyType}'. Please change the {name} member to '{column.Type.RawType}'");
        }
    }

    private static Action<TRow> MakeSetter(TypedColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        Type type = member.MemberType;
        if (type == typeof(string))
            return Text(member, row, column);
        if (type == typeof(string[]))
            return Texts(member, row, column);
        if (type.IsArray)
            return Invoke(nameof(Items), type.GetElementType(), member, row, column);
        return column.Type is VectorDataViewType vector
            ? Invoke(nameof(Buffer), vector.ItemType.RawType, member, row, column)
            : Invoke(nameof(Value), type, member, row, column);
    }

    private static Action<TRow> Invoke(string maker, Type type, TypedColumn member, DataViewRow row, DataViewSchema.Column column)
        => typeof(RowReader<TRow>).GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static).MakeGenericMethod(type)
            .CreateDelegate<Func<TypedColumn, DataViewRow, DataViewSchema.Column, Action<TRow>>>()(member, row, column);

    private static Action<TRow> Value<T>(TypedColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> get = row.GetGetter<T>(column);
        Action<TRow, T> set = MemberAccess.Setter<TRow, T>(member.Member);
        T value = default;
        return target =>
        {
            get(ref value);
            set(target, value);
        };
    }

    private static Action<TRow> Text(TypedColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<ReadOnlyMemory<char>> get = row.GetGetter<ReadOnlyMemory<char>>(column);
        Action<TRow, string> set = MemberAccess.Setter<TRow, string>(member.Member);
        ReadOnlyMemory<char> value = default;
        return target =>
        {
            get(ref value);
            set(target, value.ToString());
        };
    }

    private static Action<TRow> Texts(TypedColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> get = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        Func<TRow, string[]> old = MemberAccess.Getter<TRow, string[]>(member.Member);
        Action<TRow, string[]> set = MemberAccess.Setter<TRow, string[]>(member.Member);
        VBuffer<ReadOnlyMemory<char>> value = default;
        return target =>
        {
            get(ref value);
            string[] texts = Reuse(old?.Invoke(target), value.Length);
            foreach ((int slot, ReadOnlyMemory<char> text) in value.Items(all: true))
                texts[slot] = text.ToString();
            set(target, texts);
        };
    }

    private static Action<TRow> Items<T>(TypedColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column);
        Func<TRow, T[]> old = MemberAccess.Getter<TRow, T[]>(member.Member);
        Action<TRow, T[]> set = MemberAccess.Setter<TRow, T[]>(member.Member);
        VBuffer<T> value = default;
        return target =>
        {
            get(ref value);
            T[] items = Reuse(old?.Invoke(target), value.Length);
            value.CopyTo(items);
            set(target, items);
        };
    }

    private static Action<TRow> Buffer<T>(TypedColumn member, DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<T>> get = row.GetGetter<VBuffer<T>>(column);
        Func<TRow, VBuffer<T>> old = MemberAccess.Getter<TRow, VBuffer<T>>(member.Member);
        Action<TRow, VBuffer<T>> set = MemberAccess.Setter<TRow, VBuffer<T>>(member.Member);
        return target =>
        {
            VBuffer<T> value = old is null ? default : old(target);
            get(ref value);
            set(target, value);
        };
    }

    /// <summary>An array that the object holds already is filled again if it fits.</summary>
    private static T[] Reuse<T>(T[] array, int length) => array is not null && array.Length == length ? array : new T[length];
}
