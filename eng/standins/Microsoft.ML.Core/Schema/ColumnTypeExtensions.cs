namespace Microsoft.ML.Data;

internal static class ColumnTypeExtensions
{
    private static readonly Dictionary<Type, PrimitiveDataViewType> s_primitives = new PrimitiveDataViewType[]
    {
        NumberDataViewType.SByte, NumberDataViewType.Byte, NumberDataViewType.Int16, NumberDataViewType.UInt16,
        NumberDataViewType.Int32, NumberDataViewType.UInt32, NumberDataViewType.Int64, NumberDataViewType.UInt64,
        NumberDataViewType.Single, NumberDataViewType.Double, BooleanDataViewType.Instance, TextDataViewType.Instance,
        DateTimeDataViewType.Instance, DateTimeOffsetDataViewType.Instance, TimeSpanDataViewType.Instance, RowIdDataViewType.Instance,
    }.ToDictionary(t => t.RawType);

    public static IEnumerable<PrimitiveDataViewType> StandardScalars => s_primitives.Values;

    public static DataViewType GetItemType(this DataViewType type) => (type as VectorDataViewType)?.ItemType ?? type;

    public static int GetVectorSize(this DataViewType type) => (type as VectorDataViewType)?.Size ?? 0;

    public static int GetValueCount(this DataViewType type) => (type as VectorDataViewType)?.Size ?? 1;

    public static bool IsKnownSizeVector(this DataViewType type) => type is VectorDataViewType { IsKnownSize: true };

    public static ulong GetKeyCount(this DataViewType type) => (type as KeyDataViewType)?.Count ?? 0;

    public static int GetKeyCountAsInt32(this DataViewType type)
    {
        ulong count = type.GetKeyCount();
        Contracts.Check(count <= int.MaxValue, "KeyDataViewType.Count exceeds int.MaxValue.");
        return (int)count;
    }

    public static bool IsStandardScalar(this DataViewType type)
        => type is PrimitiveDataViewType and not KeyDataViewType && s_primitives.ContainsValue((PrimitiveDataViewType)type);

    /// <summary>The column type of a .NET value type, or null; string counts as text.</summary>
    public static PrimitiveDataViewType PrimitiveTypeFromTypeOrNull(Type type)
        => type == typeof(string) ? TextDataViewType.Instance : s_primitives.GetValueOrDefault(type);

    public static PrimitiveDataViewType PrimitiveTypeFromType(Type type)
        => PrimitiveTypeFromTypeOrNull(type) ?? throw new NotSupportedException($"No data view type for {type}.");

    public static PrimitiveDataViewType PrimitiveTypeFromKind(DataKind kind) => kind switch
    {
        DataKind.SByte => NumberDataViewType.SByte,
        DataKind.Byte => NumberDataViewType.Byte,
        DataKind.Int16 => NumberDataViewType.Int16,
        DataKind.UInt16 => NumberDataViewType.UInt16,
        DataKind.Int32 => NumberDataViewType.Int32,
        DataKind.UInt32 => NumberDataViewType.UInt32,
        DataKind.Int64 => NumberDataViewType.Int64,
        DataKind.UInt64 => NumberDataViewType.UInt64,
        DataKind.Single => NumberDataViewType.Single,
        DataKind.Double => NumberDataViewType.Double,
        DataKind.String => TextDataViewType.Instance,
        DataKind.Boolean => BooleanDataViewType.Instance,
        DataKind.TimeSpan => TimeSpanDataViewType.Instance,
        DataKind.DateTime => DateTimeDataViewType.Instance,
        DataKind.DateTimeOffset => DateTimeOffsetDataViewType.Instance,
        _ => throw Contracts.ExceptParam(nameof(kind)),
    };
}

public enum DataKind : byte
{
    SByte = 1,
    Byte = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Int64 = 7,
    UInt64 = 8,
    Single = 9,
    Double = 10,
    String = 11,
    Boolean = 12,
    TimeSpan = 13,
    DateTime = 14,
    DateTimeOffset = 15,
}
