namespace Microsoft.ML.Data;

/// <summary>
/// The rows of a source in an order that is random but the same for every cursor: the source's own shuffling where it has one,
/// then a pool of rows from which the next is drawn.
/// </summary>
internal sealed class ShufflingDataView(IDataView source, int seed, int poolSize, bool shuffleSource) : IDataView
{
    public bool CanShuffle => true;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        Random random = rand ?? new Random(seed);
        // The source gets a generator of its own, so that the pool draws the same whatever the source does.
        var sourceRandom = new Random(random.Next());
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return new Cursor(source.GetRowCursor(columns, shuffleSource && source.CanShuffle ? sourceRandom : null), columns, random, poolSize);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursorBase
    {
        private readonly DataViewRowCursor _input;
        private readonly Random _random;
        private readonly int _poolSize;
        private readonly Delegate[] _getters;
        private readonly Action<int> _read;
        private readonly DataViewRowId[] _ids;
        private readonly int[] _slots;
        private int _pooled;
        private int _current = -1;
        private bool _sourceEnded;

        public Cursor(DataViewRowCursor input, DataViewSchema.Column[] columns, Random random, int poolSize)
        {
            _input = input;
            _random = random;
            _poolSize = poolSize;
            _slots = [.. Enumerable.Range(0, poolSize)];
            _ids = new DataViewRowId[poolSize];
            ValueGetter<DataViewRowId> id = input.GetIdGetter();
            _read = slot => id(ref _ids[slot]);
            _getters = new Delegate[input.Schema.Count];
            foreach (DataViewSchema.Column column in columns)
            {
                if (_getters[column.Index] is not null)
                    continue;
                ColumnStore store = ColumnStore.Of(input.Schema[column.Index].Type);
                _read += store.Reader(input, input.Schema[column.Index]);
                _getters[column.Index] = store.Getter(() => _current >= 0 ? _current : throw Contracts.Except(CursorErrors.NotOnRow));
            }
        }

        public override DataViewSchema Schema => _input.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column), $"Column '{column.Name}' is not active.");
            return _getters[column.Index].As<TValue>();
        }

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = _ids[_current];

        protected override bool MoveNextCore()
        {
            // The row drawn last stands behind the pooled ones, so that its slot is the next to be filled.
            while (!_sourceEnded && _pooled < _poolSize)
            {
                if (_input.MoveNext())
                    _read(_slots[_pooled++]);
                else
                    _sourceEnded = true;
            }
            if (_pooled == 0)
                return false;
            int drawn = _random.Next(_pooled--);
            _current = _slots[drawn];
            (_slots[drawn], _slots[_pooled]) = (_slots[_pooled], _slots[drawn]);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            _current = -1;
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }
    }
}
