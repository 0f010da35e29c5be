using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The check that every estimator on images makes.</summary>
internal static class ImageEstimators
{
    public static SchemaShape.Column FindImage(this SchemaShape schema, string name)
    {
        var column = schema.Find(name);
        if (column.ItemType is not ImageDataViewType || column.Kind != SchemaShape.Column.VectorKind.Scalar)
            throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name, new ImageDataViewType().ToString(), column.GetTypeString());
        return column;
    }

    public static ImageDataViewType CheckImage(DataViewSchema schema, int index)
        => schema[index].Type as ImageDataViewType
            ?? throw Contracts.ExceptSchemaMismatch("inputSchema", "input", schema[index].Name, "image", schema[index].Type.ToString());
}
