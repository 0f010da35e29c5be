using Microsoft.ML;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>The rows of a view that a predicate accepts, in their order; nothing is copied.</summary>
/// <param name="source">The view to filter.</param>
/// <param name="predicateColumns">The columns that the predicate reads.</param>
/// <param name="createPredicate">Binds the predicate to a cursor; called once for each cursor.</param>
/// <param name="rowCount">The number of accepted rows if it is known.</param>
internal sealed class FilteredView(
    IDataView source,
    IReadOnlyList<DataViewSchema.Column> predicateColumns,
    Func<DataViewRow, Func<bool>> createPredicate,
    Func<long?> rowCount) : IDataView
{
    // Rows keep their order, so that positions mean the same in every pass.
    public bool CanShuffle => false;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => rowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] requested = [.. columnsNeeded];
        DataViewRowCursor cursor = source.GetRowCursor(requested.UnionBy(predicateColumns, c => c.Index));
        return new Cursor(cursor, requested, createPredicate(cursor));
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(DataViewRowCursor source, DataViewSchema.Column[] requested, Func<bool> predicate)
        : ForwardingCursor(source, source.Schema)
    {
        private readonly HashSet<int> active = [.. requested.Select(c => c.Index)];

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        protected override bool AcceptsRow() => predicate();
    }
}
