namespace Microsoft.ML.Data;

/// <summary>Schemas in model files: names, types and annotations. What no model file can hold, images above all, is left out.</summary>
internal static class SchemaSerializer
{
    private enum Shape : byte
    {
        Scalar,
        Key,
        Vector,
        KeyVector,
    }

    public static bool CanSave(DataViewType type)
        => type.GetItemType() is KeyDataViewType || type.GetItemType().IsStandardScalar();

    public static void Save(BinaryWriter writer, DataViewSchema schema)
    {
        DataViewSchema.Column[] columns = [.. schema.Where(c => CanSave(c.Type))];
        writer.Write(columns.Length);
        foreach (DataViewSchema.Column column in columns)
        {
            writer.Write(column.Name);
            SaveType(writer, column.Type);
            DataViewSchema.Column[] annotations = [.. column.Annotations.Schema.Where(a => CanSave(a.Type))];
            writer.Write(annotations.Length);
            foreach (DataViewSchema.Column annotation in annotations)
            {
                writer.Write(annotation.Name);
                SaveType(writer, annotation.Type);
                ValueCodec.Of(annotation.Type).Save(writer, column.Annotations, annotation);
            }
        }
    }

    public static DataViewSchema Load(BinaryReader reader)
    {
        var schema = new DataViewSchema.Builder();
        int columns = reader.ReadInt32();
        for (int i = 0; i < columns; i++)
        {
            string name = reader.ReadString();
            DataViewType type = LoadType(reader);
            var annotations = new DataViewSchema.Annotations.Builder();
            int count = reader.ReadInt32();
            for (int j = 0; j < count; j++)
            {
                string kind = reader.ReadString();
                DataViewType annotationType = LoadType(reader);
                ValueCodec.Of(annotationType).Load(reader, kind, annotationType, annotations);
            }
            schema.AddColumn(name, type, annotations.ToAnnotations());
        }
        return schema.ToSchema();
    }

    private static void SaveType(BinaryWriter writer, DataViewType type)
    {
        var vector = type as VectorDataViewType;
        var key = type.GetItemType() as KeyDataViewType;
        Shape shape = vector is null ? key is null ? Shape.Scalar : Shape.Key : key is null ? Shape.Vector : Shape.KeyVector;
        writer.Write((byte)shape);
        writer.Write(type.GetItemType().RawType.FullName);
        if (key is not null)
            writer.Write(key.Count);
        if (vector is not null)
        {
            writer.Write(vector.Dimensions.Length);
            foreach (int dimension in vector.Dimensions)
                writer.Write(dimension);
        }
    }

    private static DataViewType LoadType(BinaryReader reader)
    {
        var shape = (Shape)reader.ReadByte();
        string rawType = reader.ReadString();
        PrimitiveDataViewType item = ColumnTypeExtensions.StandardScalars.FirstOrDefault(t => t.RawType.FullName == rawType)
            ?? throw new FormatException("Corrupt model file.");
        if (shape is Shape.Key or Shape.KeyVector)
            item = new KeyDataViewType(item.RawType, reader.ReadUInt64());
        if (shape is Shape.Scalar or Shape.Key)
            return item;
        var dimensions = new int[reader.ReadInt32()];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = reader.ReadInt32();
        return new VectorDataViewType(item, dimensions);
    }
}
