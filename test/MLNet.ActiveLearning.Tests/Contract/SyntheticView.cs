using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Contract;

/// <summary>Rows whose values are functions of their position: nothing is stored, so there may be any number of them.</summary>
internal sealed class SyntheticView(long rowCount, params SyntheticColumn[] columns) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = CreateSchema(columns);

    /// <summary>Called for each row that a cursor moves to.</summary>
    public Action<long>? RowRead { get; init; }

    public long? GetRowCount() => rowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, [.. columnsNeeded.Select(c => c.Index)]);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private static DataViewSchema CreateSchema(SyntheticColumn[] columns)
    {
        var builder = new DataViewSchema.Builder();
        foreach (SyntheticColumn column in columns)
        {
            builder.AddColumn(column.Name, column.Type);
        }
        return builder.ToSchema();
    }

    private sealed class Cursor(SyntheticView view, HashSet<int> active) : DataViewRowCursor
    {
        private long position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => position;

        public override long Batch => 0;

        private long RowCount => view.GetRowCount()!.Value;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)position, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"Column '{column.Name}' is not active.", nameof(column));
            }
            return view.Find(column).CreateGetter(() => position) as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}, read as {typeof(TValue)}.");
        }

        public override bool MoveNext()
        {
            if (position + 1 >= RowCount)
            {
                position = RowCount;
                return false;
            }
            position++;
            view.RowRead?.Invoke(position);
            return true;
        }
    }

    private SyntheticColumn Find(DataViewSchema.Column column) => columns[column.Index];
}
