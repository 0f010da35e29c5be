using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Signals;

/// <summary>Reads a row's label as the position of its class among the classes of a model's probabilities.</summary>
internal static class ClassReader
{
    private const string PredictedLabel = SignalNames.PredictedLabel;
    private const string SlotNames = "SlotNames";

    /// <summary>Finds the label column.</summary>
    public static DataViewSchema.Column FindColumn(DataViewSchema schema, string labelColumnName)
    {
        DataViewSchema.Column column = ColumnLookup.Find(schema, labelColumnName, "label", "The strategy needs the labels of these rows.");
        LabelReader.Check(column);
        return column;
    }

    /// <summary>A function that gives the class of the cursor's row.</summary>
    /// <param name="row">The cursor.</param>
    /// <param name="label">The column of labels.</param>
    /// <param name="probabilitiesName">The column whose classes are meant.</param>
    /// <param name="ids">Names a row in an error.</param>
    public static Func<int> Create(DataViewRow row, DataViewSchema.Column label, string probabilitiesName, RowIdReader ids)
    {
        DataViewSchema.Column probabilities = row.Schema[probabilitiesName];
        var type = (VectorDataViewType)probabilities.Type;
        int classCount = type.Dimensions[^1];
        string[] names = ReadNames(row.Schema, probabilities, label, classCount);
        Dictionary<string, int> classes = names.Select((name, position) => (name, position)).ToDictionary(c => c.name, c => c.position, StringComparer.Ordinal);
        Func<string?> readName = LabelReader.Create(row, label);
        return () =>
        {
            string? name = readName();
            return name is not null && classes.TryGetValue(name, out int position)
                ? position
                : throw new ArgumentException(
                    $"The row with id '{ids.Read()}' (position {row.Position}) has {(name is null ? "no label" : $"the label '{name}'")}, which is not a class of column '{probabilitiesName}': "
                    + $"{string.Join(", ", names.Take(20).Select(n => $"'{n}'"))}{(names.Length > 20 ? ", ..." : "")}. Pass rows whose labels the model knows.");
        };
    }

    // By what ML.NET's scorers write, in order of preference: the probabilities' slot names, the predicted label's keys, the label's own keys.
    private static string[] ReadNames(DataViewSchema schema, DataViewSchema.Column probabilities, DataViewSchema.Column label, int classCount)
    {
        string[]? names = ReadSlotNames(probabilities);
        if (names?.Length != classCount && schema.GetColumnOrNull(PredictedLabel) is { Type: KeyDataViewType } predicted)
        {
            names = KeyNames.Read(predicted);
        }
        if (names?.Length != classCount && label.Type is KeyDataViewType)
        {
            names = KeyNames.Read(label);
        }
        return names?.Length == classCount && names.Distinct(StringComparer.Ordinal).Count() == classCount
            ? names
            : [.. Enumerable.Range(0, classCount).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static string[]? ReadSlotNames(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(SlotNames) is not { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            return null;
        }
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.Annotations.GetValue(SlotNames, ref names);
        return [.. names.DenseValues().Select(n => n.ToString())];
    }
}
