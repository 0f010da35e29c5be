using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>A user's object as a row: holds the current one and makes the getters of its columns.</summary>
internal sealed class RowSource<TRow>(TypedColumn[] columns)
    where TRow : class
{
    private TRow _current;

    public TRow Current
    {
        get => _current ?? throw Contracts.Except(CursorErrors.NotOnRow);
        set => _current = value;
    }

    public Delegate MakeGetter(int index)
    {
        TypedColumn column = columns[index];
        Type member = column.MemberType;
        if (member == typeof(string))
            return Text(column);
        if (member == typeof(string[]))
            return Texts(column);
        if (member.IsArray)
            return Invoke(nameof(Items), member.GetElementType(), column);
        if (column.Type is VectorDataViewType vector)
            return Invoke(nameof(Buffer), vector.ItemType.RawType, column);
        return Invoke(column.Type is KeyDataViewType ? nameof(Key) : nameof(Value), member, column);
    }

    private Delegate Invoke(string maker, Type type, TypedColumn column)
        => typeof(RowSource<TRow>).GetMethod(maker, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
            .MakeGenericMethod(type).CreateDelegate<Func<TypedColumn, Delegate>>(this)(column);

    private ValueGetter<T> Value<T>(TypedColumn column)
    {
        Func<TRow, T> get = MemberAccess.Getter<TRow, T>(column.Member);
        return (ref T value) => value = get(Current);
    }

    private ValueGetter<ReadOnlyMemory<char>> Text(TypedColumn column)
    {
        Func<TRow, string> get = MemberAccess.Getter<TRow, string>(column.Member);
        return (ref ReadOnlyMemory<char> value) => value = get(Current).AsMemory();
    }

    private ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts(TypedColumn column)
    {
        Func<TRow, string[]> get = MemberAccess.Getter<TRow, string[]>(column.Member);
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            string[] texts = get(Current) ?? [];
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, texts.Length);
            for (int i = 0; i < texts.Length; i++)
                editor.Values[i] = texts[i].AsMemory();
            value = editor.Commit();
        };
    }

    private ValueGetter<VBuffer<T>> Items<T>(TypedColumn column)
    {
        Func<TRow, T[]> get = MemberAccess.Getter<TRow, T[]>(column.Member);
        return (ref VBuffer<T> value) =>
        {
            ReadOnlySpan<T> items = get(Current);
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, items.Length);
            items.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }

    private ValueGetter<VBuffer<T>> Buffer<T>(TypedColumn column)
    {
        Func<TRow, VBuffer<T>> get = MemberAccess.Getter<TRow, VBuffer<T>>(column.Member);
        return (ref VBuffer<T> value) => get(Current).CopyTo(ref value);
    }

    /// <summary>Users count from 0; keys from 1, because 0 is a missing value.</summary>
    private Delegate Key<T>(TypedColumn column) => typeof(T) == typeof(uint) ? KeyOf<uint>(column)
        : typeof(T) == typeof(ulong) ? KeyOf<ulong>(column)
        : typeof(T) == typeof(byte) ? KeyOf<byte>(column)
        : throw Contracts.Except($"A key member must be of type UInt32, UInt64 or Byte, but '{column.Member.Name}' is {typeof(T).Name}.");

    private ValueGetter<T> KeyOf<T>(TypedColumn column) where T : struct, IUnsignedNumber<T>
    {
        Func<TRow, T> get = MemberAccess.Getter<TRow, T>(column.Member);
        ulong count = ((KeyDataViewType)column.Type).Count;
        return (ref T value) =>
        {
            T index = get(Current);
            value = ulong.CreateTruncating(index) < count ? index + T.One : T.Zero;
        };
    }
}
