namespace Microsoft.ML.Data;

/// <summary>Writes and reads the values of annotations.</summary>
internal abstract class ValueCodec
{
    public static ValueCodec Of(DataViewType type)
        => (ValueCodec)Activator.CreateInstance(typeof(ValueCodec<>).MakeGenericType(type.GetItemType().RawType));

    public abstract void Save(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column);

    public abstract void Load(BinaryReader reader, string kind, DataViewType type, DataViewSchema.Annotations.Builder annotations);
}

internal sealed class ValueCodec<T> : ValueCodec
{
    public override void Save(BinaryWriter writer, DataViewSchema.Annotations annotations, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType)
        {
            T value = default;
            annotations.GetGetter<T>(column)(ref value);
            Write(writer, value);
            return;
        }
        VBuffer<T> values = default;
        annotations.GetGetter<VBuffer<T>>(column)(ref values);
        writer.Write(values.Length);
        foreach (T value in values.DenseValues())
            Write(writer, value);
    }

    public override void Load(BinaryReader reader, string kind, DataViewType type, DataViewSchema.Annotations.Builder annotations)
    {
        if (type is not VectorDataViewType)
        {
            T value = Read(reader);
            annotations.Add(kind, type, (ref T destination) => destination = value);
            return;
        }
        var values = new T[reader.ReadInt32()];
        for (int i = 0; i < values.Length; i++)
            values[i] = Read(reader);
        annotations.Add(kind, type, (ref VBuffer<T> destination) => new VBuffer<T>(values.Length, values).CopyTo(ref destination));
    }

    private static void Write(BinaryWriter writer, T value)
    {
        switch (value)
        {
            case sbyte v: writer.Write(v); break;
            case byte v: writer.Write(v); break;
            case short v: writer.Write(v); break;
            case ushort v: writer.Write(v); break;
            case int v: writer.Write(v); break;
            case uint v: writer.Write(v); break;
            case long v: writer.Write(v); break;
            case ulong v: writer.Write(v); break;
            case float v: writer.Write(v); break;
            case double v: writer.Write(v); break;
            case bool v: writer.Write(v); break;
            case ReadOnlyMemory<char> v: writer.Write(v.ToString()); break;
            case DateTime v: writer.Write(v.Ticks); break;
            case TimeSpan v: writer.Write(v.Ticks); break;
            case DateTimeOffset v: writer.Write(v.Ticks); writer.Write(v.Offset.Ticks); break;
            case DataViewRowId v: writer.Write(v.Low); writer.Write(v.High); break;
            default: throw new NotSupportedException($"Values of {typeof(T)} cannot be saved.");
        }
    }

    private static T Read(BinaryReader reader)
    {
        object value = typeof(T).Name switch
        {
            nameof(SByte) => reader.ReadSByte(),
            nameof(Byte) => reader.ReadByte(),
            nameof(Int16) => reader.ReadInt16(),
            nameof(UInt16) => reader.ReadUInt16(),
            nameof(Int32) => reader.ReadInt32(),
            nameof(UInt32) => reader.ReadUInt32(),
            nameof(Int64) => reader.ReadInt64(),
            nameof(UInt64) => reader.ReadUInt64(),
            nameof(Single) => reader.ReadSingle(),
            nameof(Double) => reader.ReadDouble(),
            nameof(Boolean) => reader.ReadBoolean(),
            nameof(DateTime) => new DateTime(reader.ReadInt64()),
            nameof(TimeSpan) => new TimeSpan(reader.ReadInt64()),
            nameof(DateTimeOffset) => new DateTimeOffset(reader.ReadInt64(), new TimeSpan(reader.ReadInt64())),
            nameof(DataViewRowId) => new DataViewRowId(reader.ReadUInt64(), reader.ReadUInt64()),
            _ => reader.ReadString().AsMemory(),
        };
        return (T)value;
    }
}
