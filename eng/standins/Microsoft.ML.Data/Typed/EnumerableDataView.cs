namespace Microsoft.ML.Data;

/// <summary>A sequence of objects as data; every cursor enumerates it anew.</summary>
internal sealed class EnumerableDataView<TRow> : IDataView
    where TRow : class
{
    private readonly IEnumerable<TRow> _rows;
    private readonly TypedColumn[] _columns;

    public EnumerableDataView(IEnumerable<TRow> rows, SchemaDefinition definition)
    {
        _rows = rows;
        _columns = TypedColumn.Of(typeof(TRow), definition, SchemaDefinition.Direction.Read);
        Schema = TypedColumn.SchemaOf(_columns);
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_rows as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(this, columnsNeeded.Flags(Schema));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursorBase
    {
        private readonly EnumerableDataView<TRow> _parent;
        private readonly RowSource<TRow> _source;
        private readonly Delegate[] _getters;
        private readonly IEnumerator<TRow> _rows;

        public Cursor(EnumerableDataView<TRow> parent, bool[] active)
        {
            _parent = parent;
            _source = new RowSource<TRow>(parent._columns);
            _getters = [.. active.Select((isActive, i) => isActive ? _source.MakeGetter(i) : null)];
            _rows = parent._rows.GetEnumerator();
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.CheckParam(column.Index < _getters.Length && IsColumnActive(column), nameof(column), "requested column not active");
            return _getters[column.Index].As<TValue>();
        }

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext())
                return false;
            Contracts.Check(_rows.Current is not null, "Encountered null when iterating over data, this is not supported.");
            _source.Current = _rows.Current;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            _source.Current = null;
            if (disposing)
                _rows.Dispose();
            base.Dispose(disposing);
        }
    }
}
