using RegisteredType = (System.Type Type, Microsoft.ML.Data.DataViewTypeAttribute Attribute);

namespace Microsoft.ML.Data;

public static class DataViewTypeManager
{
    private static readonly HashSet<Type> s_reserved =
    [
        .. ColumnTypeExtensions.StandardScalars.Select(t => t.RawType), typeof(string), typeof(ReadOnlySpan<char>), typeof(VBuffer<>), typeof(Nullable<>),
    ];

    private static readonly Lock s_lock = new();
    private static readonly Dictionary<RegisteredType, DataViewType> s_columnTypes = [];
    private static readonly Dictionary<DataViewType, RegisteredType> s_rawTypes = [];

    public static void Register(DataViewType dataViewType, Type type, DataViewTypeAttribute typeAttribute = null)
    {
        Contracts.CheckParam(!s_reserved.Contains(type), nameof(type), $"Type {type} is a default supported type and cannot be registered again.");
        RegisteredType key = (type, typeAttribute);
        lock (s_lock)
        {
            bool knowsType = s_columnTypes.TryGetValue(key, out DataViewType columnType);
            bool knowsColumn = s_rawTypes.TryGetValue(dataViewType, out RegisteredType raw);
            Contracts.CheckParam(!knowsType || columnType.Equals(dataViewType), nameof(type),
                $"Repeated type register. The raw type {type} has been associated with {columnType} so it cannot be associated with {dataViewType}.");
            Contracts.CheckParam(!knowsColumn || raw.Equals(key), nameof(dataViewType),
                $"Repeated type register. The DataView type {dataViewType} has been associated with {raw.Type} so it cannot be associated with {type}.");
            s_columnTypes[key] = dataViewType;
            s_rawTypes[dataViewType] = key;
        }
    }

    [Obsolete("This API is deprecated, please use the new form of Register which takes in a single DataViewTypeAttribute instead.", false)]
    public static void Register(DataViewType dataViewType, Type type, IEnumerable<Attribute> typeAttributes)
        => Register(dataViewType, type, AttributeOf(type, typeAttributes));

    internal static bool Knows(Type type, IEnumerable<Attribute> typeAttributes = null)
    {
        RegisteredType key = (type, AttributeOf(type, typeAttributes));
        lock (s_lock)
            return s_columnTypes.ContainsKey(key);
    }

    internal static bool Knows(DataViewType dataViewType)
    {
        lock (s_lock)
            return s_rawTypes.ContainsKey(dataViewType);
    }

    internal static DataViewType GetDataViewType(Type type, IEnumerable<Attribute> typeAttributes = null)
    {
        RegisteredType key = (type, AttributeOf(type, typeAttributes));
        lock (s_lock)
        {
            return s_columnTypes.TryGetValue(key, out DataViewType columnType)
                ? columnType
                : throw Contracts.ExceptParam(nameof(type), $"The raw type {type} is not registered with a DataView type.");
        }
    }

    private static DataViewTypeAttribute AttributeOf(Type type, IEnumerable<Attribute> attributes)
    {
        DataViewTypeAttribute[] found = [.. (attributes ?? []).OfType<DataViewTypeAttribute>()];
        Contracts.CheckParam(found.Length <= 1, nameof(type), $"Type {type.Name} cannot be marked with multiple attributes derived from {typeof(DataViewTypeAttribute)}.");
        return found.FirstOrDefault();
    }
}
