using Microsoft.ML;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>Finds columns, with an error that lists what there is.</summary>
internal static class ColumnLookup
{
    public static DataViewSchema.Column Find(DataViewSchema schema, string name, string role, string remedy)
    {
        if (schema.GetColumnOrNull(name) is { } column)
        {
            return column;
        }
        string present = string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => $"'{c.Name}'"));
        throw new ArgumentException($"There is no {role} column '{name}'; the columns are {present}. {remedy}");
    }
}
