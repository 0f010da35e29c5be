using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Pools;

/// <summary>The labelled rows of a pool with a label column that shows the acquired labels, hiding a column of that name.</summary>
/// <remarks>The column is text, or a key over the pool's class names if it has them.</remarks>
internal sealed class LabelOverlayView : IDataView
{
    private readonly IDataView labeledRows;
    private readonly ActiveLearningPool pool;
    private readonly Dictionary<string, uint>? keys;

    public LabelOverlayView(IDataView labeledRows, ActiveLearningPool pool)
    {
        this.labeledRows = labeledRows;
        this.pool = pool;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(labeledRows.Schema);
        string label = pool.Options.LabelColumnName;
        if (pool.Options.ClassNames is { } names)
        {
            keys = Enumerable.Range(0, names.Count).ToDictionary(i => names[i], i => (uint)i + 1, StringComparer.Ordinal);
            builder.AddColumn(label, new KeyDataViewType(typeof(uint), names.Count), KeyNames.Write(names));
        }
        else
        {
            builder.AddColumn(label, TextDataViewType.Instance);
        }
        Schema = builder.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => labeledRows.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> requested = [.. columnsNeeded.Select(c => c.Index)];
        DataViewSchema.Column idColumn = RowIdReader.FindColumn(labeledRows.Schema, pool.Options.IdColumnName);
        var source = labeledRows.Schema.Where(c => requested.Contains(c.Index)).Append(idColumn).DistinctBy(c => c.Index);
        return new Cursor(this, labeledRows.GetRowCursor(source), requested, idColumn);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(LabelOverlayView view, DataViewRowCursor source, HashSet<int> active, DataViewSchema.Column idColumn)
        : ForwardingCursor(source, view.Schema)
    {
        private readonly RowIdReader ids = RowIdReader.Create(source, idColumn);
        private readonly Dictionary<string, LabelEntry> entries = view.pool.Snapshot();

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (column.Index < Source.Schema.Count)
            {
                return base.GetGetter<TValue>(column);
            }
            Delegate getter = view.keys is { } keys
                ? (ValueGetter<uint>)((ref uint value) => value = keys[CurrentLabel()])
                : (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = CurrentLabel().AsMemory());
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; it was read as {typeof(TValue)}.");
        }

        protected override bool AcceptsRow() => true;

        private string CurrentLabel() => entries.GetAlternateLookup<ReadOnlySpan<char>>()[ids.Read().Span].Label!;
    }
}
