using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Keeps in memory each column that is read, from its first use on.</summary>
internal sealed class CacheDataView : IDataView
{
    private readonly IDataView _source;
    private readonly IHost _host;
    private readonly Lock _lock = new();
    private readonly ColumnStore[] _stores;
    private long? _rowCount;

    public CacheDataView(IHostEnvironment env, IDataView input, int[] prefetch)
    {
        _host = env.Register("Cache");
        _source = input;
        _stores = new ColumnStore[input.Schema.Count];
        _rowCount = input.GetRowCount();
        if (prefetch.Length > 0)
            Fill([.. prefetch.Select(i => input.Schema[i])]);
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _rowCount;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => GetRowCursorSet(columnsNeeded, 1, rand)[0];

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = columnsNeeded.Flags(Schema);
        int rows = Fill([.. Schema.Where(c => active[c.Index])]);
        int[] order = null;
        if (rand is not null)
        {
            order = [.. Enumerable.Range(0, rows)];
            rand.Shuffle(order);
        }
        n = Math.Max(n, 1);
        return [.. Enumerable.Range(0, n).Select(i => new Cursor(this, active, order, batch: i, (int)((long)rows * i / n), (int)((long)rows * (i + 1) / n)))];
    }

    /// <summary>Reads the columns that are not kept yet in one pass.</summary>
    private int Fill(DataViewSchema.Column[] columns)
    {
        lock (_lock)
        {
            DataViewSchema.Column[] missing = [.. columns.Where(c => _stores[c.Index] is null)];
            if (missing.Length == 0 && _rowCount is long known)
                return (int)known;
            using IChannel channel = _host.Start("Caching");
            using DataViewRowCursor cursor = _source.GetRowCursor(missing);
            ColumnStore[] stores = [.. missing.Select(c => ColumnStore.Of(c.Type))];
            Action<int>[] readers = [.. stores.Zip(missing, (store, column) => store.Reader(cursor, column))];
            int rows = 0;
            for (; cursor.MoveNext(); rows++)
            {
                foreach (Action<int> read in readers)
                    read(rows);
            }
            for (int i = 0; i < missing.Length; i++)
                _stores[missing[i].Index] = stores[i];
            _rowCount = rows;
            return rows;
        }
    }

    private sealed class Cursor : RootCursorBase
    {
        private readonly CacheDataView _parent;
        private readonly Delegate[] _getters;
        private readonly int[] _order;
        private readonly int _from;
        private readonly int _to;

        public Cursor(CacheDataView parent, bool[] active, int[] order, int batch, int from, int to)
        {
            _parent = parent;
            _order = order;
            _from = from;
            _to = to;
            Batch = batch;
            _getters = [.. active.Select((isActive, i) => isActive ? parent._stores[i].Getter(CurrentRow) : null)];
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override long Batch { get; }

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column), $"Column '{column.Name}' is not active.");
            return _getters[column.Index].As<TValue>();
        }

        public override ValueGetter<DataViewRowId> GetIdGetter()
            => (ref DataViewRowId value) => value = new DataViewRowId((ulong)CurrentRow(), 0);

        protected override bool MoveNextCore() => _from + Position + 1 < _to;

        private int CurrentRow()
        {
            Contracts.Check(Position >= 0, CursorErrors.NotOnRow);
            int row = _from + (int)Position;
            return _order is null ? row : _order[row];
        }
    }
}
