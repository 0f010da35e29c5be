using Microsoft.ML.Data;
using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Transforms;

/// <summary>Look-ups that every estimator needs.</summary>
internal static class SchemaShapes
{
    public static SchemaShape.Column Find(this SchemaShape schema, string name)
        => schema.TryFindColumn(name, out var column) ? column : throw Contracts.ExceptSchemaMismatch("inputSchema", "input", name);

    public static SchemaShape.Column? FindAnnotation(this SchemaShape.Column column, string kind)
        => column.Annotations.TryFindColumn(kind, out var annotation) ? annotation : null;

    /// <summary>The shape of an annotation that says that the values are normalized.</summary>
    public static SchemaShape.Column IsNormalizedShape { get; }
        = new(AnnotationUtils.Kinds.IsNormalized, VectorKind.Scalar, BooleanDataViewType.Instance, false);

    public static (string outputColumnName, string inputColumnName)[] ToPairs(InputOutputColumnPair[] columns)
    {
        Contracts.CheckValue(columns, nameof(columns));
        return [.. columns.Select(c => (c.OutputColumnName, c.InputColumnName))];
    }
}
