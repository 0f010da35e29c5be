using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>A column that is a member of a user's row class.</summary>
internal sealed record TypedColumn(string Name, DataViewType Type, MemberInfo Member, DataViewSchema.Annotations Annotations)
{
    public Type MemberType => TypeOf(Member);

    public static TypedColumn[] Of(Type userType, SchemaDefinition definition, SchemaDefinition.Direction direction)
        => [.. (definition ?? SchemaDefinition.Create(userType, direction)).Select(c => Of(userType, c))];

    public static DataViewSchema SchemaOf(TypedColumn[] columns)
    {
        var schema = new DataViewSchema.Builder();
        foreach (TypedColumn column in columns)
            schema.AddColumn(column.Name, column.Type, column.Annotations);
        return schema.ToSchema();
    }

    /// <summary>The definition of a row class for data of this schema, every column of which must be a member.</summary>
    public static SchemaDefinition DefinitionFor(Type userType, DataViewSchema schema)
    {
        SchemaDefinition definition = SchemaDefinition.Create(userType, SchemaDefinition.Direction.Read);
        foreach (DataViewSchema.Column column in schema)
        {
            SchemaDefinition.Column member = definition[column.Name] ?? throw Contracts.Except($"Type should contain a member named {column.Name}");
            // The schema knows more than the class does: sizes of vectors, counts of keys.
            member.ColumnType = column.Type;
            member.TakeAnnotations(column.Annotations);
        }
        return definition;
    }

    /// <summary>The type of a member's values or, if it holds vectors, of their items.</summary>
    public static (Type ItemType, bool IsVector) Shape(MemberInfo member)
    {
        (Type item, bool isVector) = RawShape(TypeOf(member));
        Contracts.CheckParam(IsSupported(member, item), "rawType",
            $"Could not determine an IDataView type and registered custom types for member {member.Name}");
        return (item, isVector);
    }

    public static (Type ItemType, bool IsVector) RawShape(Type type)
    {
        bool isVector = type.IsArray || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(VBuffer<>);
        Type item = type.IsArray ? type.GetElementType() : isVector ? type.GetGenericArguments()[0] : type;
        return (item == typeof(string) ? typeof(ReadOnlyMemory<char>) : item, isVector);
    }

    public static bool IsSupported(MemberInfo member, Type item)
        => ColumnTypeExtensions.PrimitiveTypeFromTypeOrNull(item) is not null || DataViewTypeManager.Knows(item, member.GetCustomAttributes());

    private static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    private static TypedColumn Of(Type userType, SchemaDefinition.Column column)
    {
        MemberInfo member = (MemberInfo)userType.GetField(column.MemberName) ?? userType.GetProperty(column.MemberName)
            ?? throw Contracts.ExceptParam("userSchemaDefinition", $"No field or property with name '{column.MemberName}' found in type '{userType.FullName}'");
        (Type itemType, bool isVector) = Shape(member);
        string name = string.IsNullOrEmpty(column.ColumnName) ? column.MemberName : column.ColumnName;
        if (column.ColumnType is null)
        {
            PrimitiveDataViewType item = ColumnTypeExtensions.PrimitiveTypeFromType(itemType);
            return new TypedColumn(name, isVector ? new VectorDataViewType(item) : item, member, column.Annotations);
        }
        bool wantsVector = column.ColumnType is VectorDataViewType;
        Contracts.CheckParam(isVector == wantsVector, "userSchemaDefinition",
            $"Column '{name}' is supposed to be {(wantsVector ? "vector" : "scalar")}, but type of associated field '{column.MemberName}' is {(isVector ? "vector" : "scalar")}");
        Type wanted = column.ColumnType.GetItemType().RawType;
        Contracts.CheckParam(wanted == itemType, "userSchemaDefinition",
            $"Column '{name}' is supposed to have item type {wanted}, but associated field has type {itemType}");
        return new TypedColumn(name, column.ColumnType, member, column.Annotations);
    }
}
