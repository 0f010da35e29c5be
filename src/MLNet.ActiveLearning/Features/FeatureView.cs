using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Features;

/// <summary>The rows of a feature store, in the order of the file.</summary>
internal sealed class FeatureView : IDataView
{
    private readonly FeatureStore store;

    public FeatureView(FeatureStore store, string idColumnName, string outputColumnName)
    {
        ArgumentException.ThrowIfNullOrEmpty(idColumnName);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        this.store = store;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(idColumnName, TextDataViewType.Instance);
        schema.AddColumn(outputColumnName, new VectorDataViewType(NumberDataViewType.Single, store.Description.Dimension));
        Schema = schema.ToSchema();
    }

    // Rows keep their order, so that positions mean the same in every pass.
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => store.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        return new Cursor(this, [.. columnsNeeded.Select(c => c.Index)]);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    /// <summary>A getter of the features of the row that a function gives.</summary>
    public static ValueGetter<VBuffer<float>> CreateGetter(FeatureStore store, Func<int> row) => (ref VBuffer<float> value) =>
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, store.Description.Dimension);
        store.Read(row(), editor.Values);
        value = editor.Commit();
    };

    private sealed class Cursor(FeatureView view, HashSet<int> active) : DataViewRowCursor
    {
        private int position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"Column '{column.Name}' was not asked for when the cursor was opened.", nameof(column));
            }
            Delegate getter = column.Index == 0
                ? (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = view.store.Ids[position].AsMemory())
                : CreateGetter(view.store, () => position);
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; it was read as {typeof(TValue)}.");
        }

        public override bool MoveNext()
        {
            position = Math.Min(position + 1, view.store.Count);
            return position < view.store.Count;
        }
    }
}
