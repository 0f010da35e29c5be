using VectorKind = Microsoft.ML.SchemaShape.Column.VectorKind;

namespace Microsoft.ML.Data;

internal static class AnnotationUtils
{
    public static class Kinds
    {
        public const string SlotNames = "SlotNames";
        public const string KeyValues = "KeyValues";
        public const string ScoreColumnSetId = "ScoreColumnSetId";
        public const string ScoreColumnKind = "ScoreColumnKind";
        public const string ScoreValueKind = "ScoreValueKind";
        public const string IsNormalized = "IsNormalized";
        public const string IsUserVisible = "IsUserVisible";
        public const string TrainingLabelValues = "TrainingLabelValues";
        public const string CategoricalSlotRanges = "CategoricalSlotRanges";
    }

    public const string MulticlassClassificationKind = "MulticlassClassification";

    public static KeyDataViewType ScoreColumnSetIdType { get; } = new(typeof(uint), int.MaxValue);

    public static VectorDataViewType GetNamesType(int size) => new(TextDataViewType.Instance, size);

    /// <summary>Whether the column names each of so many slots.</summary>
    public static bool HasSlotNames(this DataViewSchema.Column column, int vectorSize)
        => vectorSize > 0 && column.Annotations.Schema.GetColumnOrNull(Kinds.SlotNames)?.Type
            is VectorDataViewType { ItemType: TextDataViewType } names && names.Size == vectorSize;

    public static bool HasSlotNames(this SchemaShape.Column column)
        => column.Kind == VectorKind.Vector && column.Annotations.TryFindColumn(Kinds.SlotNames, out SchemaShape.Column names)
            && names.Kind == VectorKind.Vector && !names.IsKey && names.ItemType is TextDataViewType;

    public static bool IsNormalized(this SchemaShape.Column column)
        => column.Annotations.TryFindColumn(Kinds.IsNormalized, out SchemaShape.Column flag)
            && flag.Kind == VectorKind.Scalar && flag.ItemType is BooleanDataViewType;

    /// <summary>A text vector annotation of fixed names.</summary>
    public static void AddNames(this DataViewSchema.Annotations.Builder builder, string kind, IReadOnlyList<string> names)
    {
        ReadOnlyMemory<char>[] values = [.. names.Select(n => n.AsMemory())];
        builder.Add(kind, GetNamesType(values.Length),
            (ref VBuffer<ReadOnlyMemory<char>> destination) => new VBuffer<ReadOnlyMemory<char>>(values.Length, values).CopyTo(ref destination));
    }

    public static void AddText(this DataViewSchema.Annotations.Builder builder, string kind, string text)
        => builder.AddPrimitiveValue(kind, TextDataViewType.Instance, text.AsMemory());

    /// <summary>The shape of the annotations that every score column has.</summary>
    public static IEnumerable<SchemaShape.Column> GetTrainerOutputAnnotation() =>
    [
        new(Kinds.ScoreColumnSetId, VectorKind.Scalar, NumberDataViewType.UInt32, true),
        new(Kinds.ScoreColumnKind, VectorKind.Scalar, TextDataViewType.Instance, false),
        new(Kinds.ScoreValueKind, VectorKind.Scalar, TextDataViewType.Instance, false),
    ];

    /// <summary>The shape of the annotations of a multiclass score column, trained on this label column.</summary>
    public static IEnumerable<SchemaShape.Column> AnnotationsForMulticlassScoreColumn(SchemaShape.Column? labelColumn = null)
    {
        var columns = new List<SchemaShape.Column>();
        if (labelColumn is { IsKey: true } label && label.Annotations.TryFindColumn(Kinds.KeyValues, out SchemaShape.Column values)
            && values.Kind == VectorKind.Vector)
        {
            if (values.ItemType is TextDataViewType)
                columns.Add(new(Kinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false));
            columns.Add(new(Kinds.TrainingLabelValues, VectorKind.Vector, values.ItemType, false));
        }
        columns.AddRange(GetTrainerOutputAnnotation());
        return columns;
    }

    /// <summary>The highest score column set of a schema; a new score column takes the next.</summary>
    public static uint GetMaxScoreColumnSetId(this DataViewSchema schema)
    {
        uint max = 0;
        foreach (DataViewSchema.Column column in schema)
        {
            if (column.Annotations.Schema.GetColumnOrNull(Kinds.ScoreColumnSetId)?.Type is KeyDataViewType type && type.RawType == typeof(uint))
            {
                uint id = 0;
                column.Annotations.GetValue(Kinds.ScoreColumnSetId, ref id);
                max = Math.Max(max, id);
            }
        }
        return max;
    }
}
