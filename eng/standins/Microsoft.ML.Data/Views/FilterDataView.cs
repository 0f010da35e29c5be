namespace Microsoft.ML.Data;

/// <summary>Those rows of a source that a predicate accepts.</summary>
/// <param name="source">The data to choose from.</param>
/// <param name="needed">The columns that the predicate reads.</param>
/// <param name="makeAccept">Makes the predicate of one cursor, which is asked once for each row.</param>
/// <param name="dependsOnOrder">Whether a row's fate depends on the rows before it, so that they must come in order and by one cursor.</param>
internal sealed class FilterDataView(IDataView source, DataViewSchema.Column[] needed, Func<DataViewRow, Func<bool>> makeAccept, bool dependsOnOrder = false)
    : IDataView
{
    public bool CanShuffle => source.CanShuffle && !dependsOnOrder;

    public DataViewSchema Schema => source.Schema;

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = columnsNeeded.Flags(Schema);
        return new Cursor(source.GetRowCursor(Inputs(active), CanShuffle ? rand : null), active, makeAccept);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        if (dependsOnOrder)
            return [GetRowCursor(columnsNeeded)];
        bool[] active = columnsNeeded.Flags(Schema);
        return [.. source.GetRowCursorSet(Inputs(active), n, CanShuffle ? rand : null).Select(input => new Cursor(input, active, makeAccept))];
    }

    private IEnumerable<DataViewSchema.Column> Inputs(bool[] active)
        => Schema.Where(c => active[c.Index] || needed.Any(n => n.Index == c.Index));

    private sealed class Cursor : RootCursorBase
    {
        private readonly DataViewRowCursor _input;
        private readonly bool[] _active;
        private readonly Func<bool> _accept;

        public Cursor(DataViewRowCursor input, bool[] active, Func<DataViewRow, Func<bool>> makeAccept)
        {
            _input = input;
            _active = active;
            _accept = makeAccept(input);
        }

        public override DataViewSchema Schema => _input.Schema;

        public override long Batch => _input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _input.GetGetter<TValue>(column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        protected override bool MoveNextCore()
        {
            while (_input.MoveNext())
            {
                if (_accept())
                    return true;
            }
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }
    }
}
