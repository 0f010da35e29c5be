namespace Microsoft.ML.Data;

public sealed class KeyDataViewType : PrimitiveDataViewType
{
    public KeyDataViewType(Type type, ulong count) : base(type)
    {
        ulong limit = MaxCount(type);
        if (limit == 0)
            throw Contracts.ExceptParam(nameof(type), "Type is not valid, it must be Byte, UInt16, UInt32, or UInt64.");
        Contracts.CheckParam(count > 0 && count <= limit, nameof(count),
            $"The cardinality of a {nameof(KeyDataViewType)} must not exceed {type.Name}.MaxValue and must be strictly positive, but got {count}.");
        Count = count;
    }

    public KeyDataViewType(Type type, int count) : this(type, count < 0 ? 0UL : (ulong)count)
    {
    }

    public ulong Count { get; }

    public static bool IsValidDataType(Type type) => MaxCount(type) != 0;

    public override bool Equals(DataViewType other)
        => other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

    private static ulong MaxCount(Type type)
        => type == typeof(uint) ? (ulong)uint.MaxValue
        : type == typeof(ulong) ? ulong.MaxValue
        : type == typeof(ushort) ? ushort.MaxValue
        : type == typeof(byte) ? byte.MaxValue
        : 0UL;
}
