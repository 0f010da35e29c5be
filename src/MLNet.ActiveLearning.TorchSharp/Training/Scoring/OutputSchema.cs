using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>The schema of a model's output: all columns of the input, then the model's own.</summary>
internal sealed class OutputSchema
{
    private const string ScoreColumnSetId = "ScoreColumnSetId";
    private readonly OutputColumn[] columns;

    public OutputSchema(DataViewSchema input, string imageColumnName, OutputColumn[] columns, IReadOnlyList<string> classNames)
    {
        this.columns = columns;
        Input = input;
        ImageColumn = TrainingSet.GetColumn(input, imageColumnName, "image", nameof(ImageClassificationOptions.ImageColumnName));
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        AddColumns(builder, columns, classNames, GetNextScoreSet(input));
        Output = builder.ToSchema();
    }

    public DataViewSchema Input { get; }

    public DataViewSchema Output { get; }

    public DataViewSchema.Column ImageColumn { get; }

    /// <summary>The model's columns only.</summary>
    public static DataViewSchema CreateAppended(OutputColumn[] columns, IReadOnlyList<string> classNames)
    {
        var builder = new DataViewSchema.Builder();
        AddColumns(builder, columns, classNames, scoreSet: 1);
        return builder.ToSchema();
    }

    public bool IsPassedThrough(DataViewSchema.Column column) => column.Index < Input.Count;

    public OutputColumn GetOwn(DataViewSchema.Column column) => columns[column.Index - Input.Count];

    /// <summary>The columns of the input that are asked for, under their own names.</summary>
    public IEnumerable<DataViewSchema.Column> GetPassedThrough(IEnumerable<DataViewSchema.Column> asked) =>
        asked.Where(IsPassedThrough).Select(c => Input[c.Index]);

    private static void AddColumns(DataViewSchema.Builder builder, OutputColumn[] columns, IReadOnlyList<string> classNames, uint scoreSet)
    {
        foreach (OutputColumn column in columns)
        {
            DataViewType type = column.Kind == OutputKind.PredictedLabel ? new KeyDataViewType(typeof(uint), classNames.Count)
                : column.Size == 0 ? NumberDataViewType.Single
                : new VectorDataViewType(NumberDataViewType.Single, column.Dimensions.ToArray());
            builder.AddColumn(column.Name, type, GetAnnotations(column.Kind, classNames, scoreSet));
        }
    }

    // The annotations that ML.NET's own multiclass scorers write, so that its evaluators and tools find what they look for.
    private static DataViewSchema.Annotations GetAnnotations(OutputKind kind, IReadOnlyList<string> classNames, uint scoreSet)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (kind is OutputKind.PredictedLabel or OutputKind.Score)
        {
            builder.Add(kind == OutputKind.Score ? "SlotNames" : "KeyValues", new VectorDataViewType(TextDataViewType.Instance, classNames.Count), GetNames(classNames));
            builder.AddPrimitiveValue(ScoreColumnSetId, new KeyDataViewType(typeof(uint), int.MaxValue), scoreSet);
            builder.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, "MulticlassClassification".AsMemory());
            builder.AddPrimitiveValue("ScoreValueKind", TextDataViewType.Instance, (kind == OutputKind.Score ? "Score" : "PredictedLabel").AsMemory());
        }

        return builder.ToAnnotations();
    }

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> GetNames(IReadOnlyList<string> classNames)
    {
        ReadOnlyMemory<char>[] names = [.. classNames.Select(n => n.AsMemory())];
        return (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, names.Length);
            names.CopyTo(editor.Values);
            value = editor.Commit();
        };
    }

    // Each scorer of a pipeline numbers its set of columns; evaluators take the last set.
    private static uint GetNextScoreSet(DataViewSchema input)
    {
        uint highest = 0;
        foreach (DataViewSchema.Column column in input)
        {
            if (column.Annotations.Schema.GetColumnOrNull(ScoreColumnSetId)?.Type is KeyDataViewType { RawType: var raw } && raw == typeof(uint))
            {
                uint set = 0;
                column.Annotations.GetValue(ScoreColumnSetId, ref set);
                highest = Math.Max(highest, set);
            }
        }

        return highest + 1;
    }
}
