using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Features;

/// <summary>The rows of a view with their features, found by id in a store.</summary>
internal sealed class FeatureColumnView : IDataView
{
    private readonly FeatureStore store;
    private readonly IDataView source;
    private readonly DataViewSchema.Column idColumn;

    public FeatureColumnView(FeatureStore store, IDataView source, string idColumnName, string outputColumnName)
    {
        this.store = store;
        this.source = source;
        idColumn = RowIdReader.FindColumn(source.Schema, idColumnName);
        var schema = new DataViewSchema.Builder();
        schema.AddColumns(source.Schema);
        schema.AddColumn(outputColumnName, new VectorDataViewType(NumberDataViewType.Single, store.Description.Dimension));
        Schema = schema.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(c => c.Index)];
        IEnumerable<DataViewSchema.Column> needed = source.Schema.Where(c => active.Contains(c.Index));
        return new Cursor(this, source.GetRowCursor(active.Contains(source.Schema.Count) ? needed.Append(idColumn).DistinctBy(c => c.Index) : needed), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor(FeatureColumnView view, DataViewRowCursor source, HashSet<int> active) : ForwardingCursor(source, view.Schema)
    {
        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"Column '{column.Name}' was not asked for when the cursor was opened.", nameof(column));
            }
            if (column.Index < Source.Schema.Count)
            {
                return base.GetGetter<TValue>(column);
            }
            RowIdReader ids = RowIdReader.Create(Source, view.idColumn);
            return FeatureView.CreateGetter(view.store, () => Find(ids)) as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; it was read as {typeof(TValue)}.");
        }

        protected override bool AcceptsRow() => true;

        private int Find(RowIdReader ids)
        {
            ReadOnlySpan<char> id = ids.Read().Span;
            int row = view.store.Find(id);
            return row >= 0 ? row : throw new InvalidOperationException(
                $"The row with id '{id}' (position {Position}) has no features in '{view.store.Path}'. Add those of new rows first: ActiveLearning().Features.Append, or 'mlnet-al features' again.");
        }
    }
}
