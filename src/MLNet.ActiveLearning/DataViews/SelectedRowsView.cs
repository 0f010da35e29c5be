using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>Chosen rows of a view in rank order; a cursor reads the source once and keeps the chosen rows' needed columns.</summary>
internal sealed class SelectedRowsView(IDataView source, string idColumnName, IReadOnlyList<QueriedRow> selected) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema { get; } = AddColumns(source.Schema);

    public static DataViewSchema AddColumns(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(schema);
        builder.AddColumn(SelectorTransformer.UtilityColumnName, NumberDataViewType.Single);
        builder.AddColumn(SelectorTransformer.RankColumnName, NumberDataViewType.Int32);
        return builder.ToSchema();
    }

    public long? GetRowCount() => selected.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> requested = [.. columnsNeeded.Select(c => c.Index)];
        DataViewSchema.Column[] kept = [.. source.Schema.Where(c => requested.Contains(c.Index))];
        var columns = kept.Select(KeptColumn.Create).ToArray();
        var rowIds = new DataViewRowId[selected.Count];

        var ranks = new Dictionary<string, int>(selected.Count);
        for (int rank = 0; rank < selected.Count; rank++)
        {
            ranks[selected[rank].Id] = rank;
        }
        var lookup = ranks.GetAlternateLookup<ReadOnlySpan<char>>();
        DataViewSchema.Column idColumn = RowIdReader.FindColumn(source.Schema, idColumnName);
        var found = new bool[selected.Count];
        using (DataViewRowCursor cursor = source.GetRowCursor(kept.Append(idColumn).DistinctBy(c => c.Index)))
        {
            var ids = RowIdReader.Create(cursor, idColumn);
            var getRowId = cursor.GetIdGetter();
            foreach (KeptColumn column in columns)
            {
                column.Bind(cursor, selected.Count);
            }
            while (cursor.MoveNext())
            {
                if (lookup.TryGetValue(ids.Read().Span, out int rank) && !found[rank])
                {
                    found[rank] = true;
                    getRowId(ref rowIds[rank]);
                    foreach (KeptColumn column in columns)
                    {
                        column.Keep(rank);
                    }
                }
            }
        }
        int missing = Array.IndexOf(found, false);
        return missing < 0
            ? new Cursor(this, requested, columns, rowIds)
            : throw new InvalidOperationException(
                $"The chosen row with id '{selected[missing].Id}' is not in the view ({found.Count(f => !f)} of {found.Length} chosen rows are missing). "
                + "Transform the view that the rows were chosen from, or one with the same ids.");
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    /// <summary>The values of one source column for the chosen rows.</summary>
    private abstract class KeptColumn(DataViewSchema.Column column)
    {
        public int Index => Column.Index;

        protected DataViewSchema.Column Column { get; } = column;

        public static KeptColumn Create(DataViewSchema.Column column)
        {
            Type type = column.Type is VectorDataViewType vector
                ? typeof(KeptVectorColumn<>).MakeGenericType(vector.ItemType.RawType)
                : typeof(KeptColumn<>).MakeGenericType(column.Type.RawType);
            return (KeptColumn)Activator.CreateInstance(type, column)!;
        }

        public abstract void Bind(DataViewRow row, int count);

        public abstract void Keep(int rank);

        public abstract Delegate CreateGetter(Func<long> position);
    }

    private sealed class KeptColumn<T>(DataViewSchema.Column column) : KeptColumn(column)
    {
        private T[] values = [];
        private ValueGetter<T>? getter;

        public override void Bind(DataViewRow row, int count)
        {
            values = new T[count];
            getter = row.GetGetter<T>(Column);
        }

        public override void Keep(int rank) => getter!(ref values[rank]);

        public override Delegate CreateGetter(Func<long> position) => (ValueGetter<T>)((ref T value) => value = values[position()]);
    }

    /// <summary>Vectors are copied: the caller may edit the buffer it gets.</summary>
    private sealed class KeptVectorColumn<T>(DataViewSchema.Column column) : KeptColumn(column)
    {
        private VBuffer<T>[] values = [];
        private ValueGetter<VBuffer<T>>? getter;

        public override void Bind(DataViewRow row, int count)
        {
            values = new VBuffer<T>[count];
            getter = row.GetGetter<VBuffer<T>>(Column);
        }

        public override void Keep(int rank) => getter!(ref values[rank]);

        public override Delegate CreateGetter(Func<long> position) =>
            (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[position()].CopyTo(ref value));
    }

    private sealed class Cursor(SelectedRowsView view, HashSet<int> active, KeptColumn[] columns, DataViewRowId[] rowIds) : DataViewRowCursor
    {
        private long position = -1;

        public override DataViewSchema Schema => view.Schema;

        public override long Position => position;

        public override long Batch => 0;

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = rowIds[position];

        public override bool MoveNext() => position < rowIds.Length && ++position < rowIds.Length;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' was not asked for when the cursor was opened.");
            }
            Delegate getter = (column.Index - view.SourceColumnCount) switch
            {
                0 => (ValueGetter<float>)((ref float value) => value = view.UtilityAt(position)),
                1 => (ValueGetter<int>)((ref int value) => value = (int)position),
                _ => columns.First(c => c.Index == column.Index).CreateGetter(() => position),
            };
            return getter as ValueGetter<TValue>
                ?? throw new InvalidOperationException($"Column '{column.Name}' is {column.Type}; it was read as {typeof(TValue)}.");
        }
    }

    private int SourceColumnCount => source.Schema.Count;

    private float UtilityAt(long rank) => selected[(int)rank].Utility;
}
