using Microsoft.ML;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>A view with one more column, which another view of the same rows in the same order has under another name.</summary>
/// <param name="source">The view.</param>
/// <param name="other">The other view; its cursor runs beside the view's own, if the column is read.</param>
/// <param name="column">The other view's column.</param>
/// <param name="name">Its name here.</param>
internal sealed class AddedColumnView(IDataView source, IDataView other, DataViewSchema.Column column, string name) : IDataView
{
    // Both views must give their rows in one order.
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = AddColumn(source.Schema, column, name);

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> requested = [.. columnsNeeded.Select(c => c.Index)];
        DataViewRowCursor own = source.GetRowCursor(source.Schema.Where(c => requested.Contains(c.Index)));
        try
        {
            return new Cursor(own, requested.Contains(source.Schema.Count) ? other.GetRowCursor([column]) : null, Schema, column);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema AddColumn(DataViewSchema schema, DataViewSchema.Column column, string name)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(schema);
        builder.AddColumn(name, column.Type, column.Annotations);
        return builder.ToSchema();
    }

    private sealed class Cursor(DataViewRowCursor source, DataViewRowCursor? other, DataViewSchema schema, DataViewSchema.Column column)
        : ForwardingCursor(source, schema)
    {
        public override bool IsColumnActive(DataViewSchema.Column column) => IsAdded(column) ? other is not null : base.IsColumnActive(column);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column requested) => !IsAdded(requested)
            ? base.GetGetter<TValue>(requested)
            : other?.GetGetter<TValue>(column) ?? throw new InvalidOperationException($"Column '{requested.Name}' was not asked for when the cursor was made.");

        protected override bool AcceptsRow() => other is null || other.MoveNext()
            ? true
            : throw new InvalidOperationException($"The view that gives column '{Schema[^1].Name}' ended before the other one; both must have the same rows.");

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                other?.Dispose();
            }
            base.Dispose(disposing);
        }

        private bool IsAdded(DataViewSchema.Column requested) => requested.Index == Source.Schema.Count;
    }
}
