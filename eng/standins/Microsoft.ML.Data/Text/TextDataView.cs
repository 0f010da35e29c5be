namespace Microsoft.ML.Data;

/// <summary>Text files as data; every cursor reads them anew.</summary>
internal sealed class TextDataView(IMultiStreamSource source, TextLines lines, TextColumn[] columns, DataViewSchema schema) : IDataView
{
    public bool CanShuffle => false;

    public DataViewSchema Schema => schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new Cursor(schema, columnsNeeded.Flags(schema), columns, lines, lines.ReadRows(source).GetEnumerator());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    private sealed class Cursor : RootCursorBase
    {
        private readonly DataViewSchema _schema;
        private readonly TextLines _lines;
        private readonly IEnumerator<ReadOnlyMemory<char>> _rows;
        private readonly List<ReadOnlyMemory<char>> _fields = [];
        private readonly Delegate[] _getters;

        public Cursor(DataViewSchema schema, bool[] active, TextColumn[] columns, TextLines lines, IEnumerator<ReadOnlyMemory<char>> rows)
        {
            _schema = schema;
            _lines = lines;
            _rows = rows;
            _getters = [.. columns.Select((c, i) => active[i] ? c.MakeGetter(_fields) : null)];
        }

        public override DataViewSchema Schema => _schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _getters[column.Index] is not null;

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Contracts.Check(IsColumnActive(column), $"Column '{column.Name}' is not active.");
            return _getters[column.Index].As<TValue>();
        }

        protected override bool MoveNextCore()
        {
            if (!_rows.MoveNext())
                return false;
            _lines.Split(_rows.Current, _fields);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _rows.Dispose();
            base.Dispose(disposing);
        }
    }
}
