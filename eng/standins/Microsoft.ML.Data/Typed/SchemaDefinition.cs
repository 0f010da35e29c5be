using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class SchemaDefinition : List<SchemaDefinition.Column>
{
    private SchemaDefinition()
    {
    }

    public Column this[string columnName]
    {
        get => Find(c => c.ColumnName == columnName);
        set
        {
            Contracts.CheckValue(value, nameof(value));
            Contracts.CheckParam(value.ColumnName == columnName, nameof(columnName),
                $"The column name is specified as '{value.ColumnName}' but must match the selector '{columnName}'.");
            int index = FindIndex(c => c.ColumnName == columnName);
            if (index >= 0)
                this[index] = value;
            else
                Add(value);
        }
    }

    public static SchemaDefinition Create(Type userType, Direction direction = Direction.Both)
    {
        Contracts.CheckValue(userType, nameof(userType));
        var definition = new SchemaDefinition();
        var names = new HashSet<string>();
        foreach (MemberInfo member in MembersOf(userType, direction))
        {
            Attribute[] attributes = [.. member.GetCustomAttributes()];
            DataViewTypeAttribute[] typeAttributes = [.. attributes.OfType<DataViewTypeAttribute>()];
            Contracts.CheckParam(typeAttributes.Length <= 1, nameof(userType),
                $"Member {member.Name} cannot be marked with multiple attributes derived from {typeof(DataViewTypeAttribute)}");
            typeAttributes.FirstOrDefault()?.Register();

            string name = member.GetCustomAttribute<ColumnNameAttribute>()?.Name ?? member.Name;
            Contracts.CheckParam(names.Add(name), nameof(userType), $"Duplicate column name '{name}' detected, this is disallowed");
            definition.Add(new Column(member.Name, ColumnTypeOf(member, attributes), name));
        }
        return definition;
    }

    private static IEnumerable<MemberInfo> MembersOf(Type userType, Direction direction)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<MemberInfo> fields = userType.GetFields(Flags).Where(f => f.FieldType != typeof(IChannel));
        IEnumerable<MemberInfo> properties = userType.GetProperties(Flags)
            .Where(p => p.GetIndexParameters().Length == 0 && p.PropertyType != typeof(IChannel))
            .Where(p => direction.HasFlag(Direction.Read) && p.GetGetMethod() is not null || direction.HasFlag(Direction.Write) && p.GetSetMethod() is not null);
        return fields.Concat(properties).Where(m => m.GetCustomAttribute<NoColumnAttribute>() is null);
    }

    private static DataViewType ColumnTypeOf(MemberInfo member, Attribute[] attributes)
    {
        (Type itemType, bool isVector) = TypedColumn.Shape(member);
        if (DataViewTypeManager.Knows(itemType, attributes))
            return DataViewTypeManager.GetDataViewType(itemType, attributes);

        PrimitiveDataViewType item;
        if (member.GetCustomAttribute<KeyTypeAttribute>() is { } key)
        {
            Contracts.CheckParam(KeyDataViewType.IsValidDataType(itemType), "userType",
                $"Member {member.Name} marked with KeyType attribute, but does not appear to be a valid kind of data for a key type");
            item = new KeyDataViewType(itemType, key.KeyCount.Count.GetValueOrDefault());
        }
        else
        {
            item = ColumnTypeExtensions.PrimitiveTypeFromType(itemType);
        }

        var vector = member.GetCustomAttribute<VectorTypeAttribute>();
        Contracts.CheckParam(vector is null || isVector, "userType",
            $"Member {member.Name} marked with {nameof(VectorTypeAttribute)}, but does not appear to be a vector type");
        return !isVector ? item : vector is { Dims.Length: > 0 } ? new VectorDataViewType(item, vector.Dims) : new VectorDataViewType(item);
    }

    [Flags]
    public enum Direction
    {
        Read = 1,
        Write = 2,
        Both = Read | Write,
    }

    public sealed class Column
    {
        private readonly Dictionary<string, Action<DataViewSchema.Annotations.Builder>> _annotations = [];

        internal Column(string memberName, DataViewType columnType, string columnName)
        {
            MemberName = memberName;
            ColumnType = columnType;
            ColumnName = columnName;
        }

        public string MemberName { get; }

        public string ColumnName { get; set; }

        public DataViewType ColumnType { get; set; }

        public DataViewSchema.Annotations Annotations
        {
            get
            {
                var builder = new DataViewSchema.Annotations.Builder();
                foreach (Action<DataViewSchema.Annotations.Builder> add in _annotations.Values)
                    add(builder);
                return builder.ToAnnotations();
            }
        }

        public void AddAnnotation<T>(string kind, T value, DataViewType annotationType)
        {
            Contracts.CheckValue(kind, nameof(kind));
            Contracts.CheckValue(annotationType, nameof(annotationType));
            Contracts.Check(!_annotations.ContainsKey(kind), "Column already contains an annotation of this kind.");
            _annotations[kind] = AnnotationValue.Adder(kind, value, annotationType);
        }

        internal void TakeAnnotations(DataViewSchema.Annotations annotations)
        {
            foreach (DataViewSchema.Column annotation in annotations.Schema)
                _annotations[annotation.Name] = builder => builder.Add(annotations, name => name == annotation.Name);
        }
    }
}
