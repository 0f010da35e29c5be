using Microsoft.ML;

namespace MLNet.ActiveLearning.Training;

/// <summary>The rows of a view with the model's columns appended; computed as they are read.</summary>
internal sealed class ScoredView(IDataView source, OutputSchema schema, Scorer scorer) : IDataView
{
    // Rows are scored in batches ahead of the reader, in the source's order.
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema.Output;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        return new ScoredCursor(source, schema, scorer, [.. columnsNeeded]);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
