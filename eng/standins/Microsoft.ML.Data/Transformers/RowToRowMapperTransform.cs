namespace Microsoft.ML.Data;

/// <summary>Data with the columns of a row mapper added.</summary>
internal sealed class RowToRowMapperTransform : IDataView, IRowToRowMapper
{
    private readonly IDataView _source;
    private readonly IRowMapper _mapper;
    private readonly ColumnBindings _bindings;

    public RowToRowMapperTransform(IDataView source, IRowMapper mapper)
    {
        _source = source;
        _mapper = mapper;
        _bindings = new ColumnBindings(source.Schema, mapper.GetOutputColumns());
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _bindings.Schema;

    public DataViewSchema InputSchema => _bindings.Input;

    public DataViewSchema OutputSchema => _bindings.Schema;

    public static DataViewSchema GetOutputSchema(DataViewSchema inputSchema, IRowMapper mapper)
        => new ColumnBindings(inputSchema, mapper.GetOutputColumns()).Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = columnsNeeded.Flags(Schema);
        return new Cursor(this, _source.GetRowCursor(InputsOf(active), rand), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
    {
        bool[] active = columnsNeeded.Flags(Schema);
        return [.. _source.GetRowCursorSet(InputsOf(active), n, rand).Select(input => new Cursor(this, input, active))];
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => InputsOf(dependingColumns.Flags(Schema));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Contracts.CheckValue(input, nameof(input));
        Contracts.CheckValue(activeColumns, nameof(activeColumns));
        Contracts.Check(input.Schema == InputSchema, "Schema of input row must be the same as the schema the mapper is bound to");
        return new Row(this, input, activeColumns.Flags(Schema));
    }

    private DataViewSchema.Column[] InputsOf(bool[] active)
    {
        Func<int, bool> needed = _mapper.GetDependencies(IsActive(active));
        var inputs = new bool[InputSchema.Count];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = needed(i);
        for (int i = 0; i < active.Length; i++)
        {
            if (active[i] && _bindings.IsInput(i, out int index))
                inputs[index] = true;
        }
        return [.. InputSchema.Where(c => inputs[c.Index])];
    }

    private Func<int, bool> IsActive(bool[] active) => output => active[_bindings.AddedIndices[output]];

    private ValueGetter<TValue> GetterOf<TValue>(DataViewRow input, Delegate[] getters, bool[] active, DataViewSchema.Column column)
    {
        Contracts.Check(column.Index < active.Length && active[column.Index], $"Column '{column.Name}' is not active.");
        return _bindings.IsInput(column.Index, out int index)
            ? input.GetGetter<TValue>(InputSchema[index])
            : getters[index].As<TValue>();
    }

    private sealed class Cursor : SynchronizedCursorBase
    {
        private readonly RowToRowMapperTransform _parent;
        private readonly bool[] _active;
        private readonly Delegate[] _getters;
        private Action _disposer;

        public Cursor(RowToRowMapperTransform parent, DataViewRowCursor input, bool[] active) : base(input)
        {
            _parent = parent;
            _active = active;
            _getters = parent._mapper.CreateGetters(input, parent.IsActive(active), out _disposer);
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => _parent.GetterOf<TValue>(Input, _getters, _active, column);

        protected override void Dispose(bool disposing)
        {
            Interlocked.Exchange(ref _disposer, null)?.Invoke();
            base.Dispose(disposing);
        }
    }

    private sealed class Row : DataViewRow
    {
        private readonly RowToRowMapperTransform _parent;
        private readonly DataViewRow _input;
        private readonly bool[] _active;
        private readonly Delegate[] _getters;
        private Action _disposer;

        public Row(RowToRowMapperTransform parent, DataViewRow input, bool[] active)
        {
            _parent = parent;
            _input = input;
            _active = active;
            _getters = parent._mapper.CreateGetters(input, parent.IsActive(active), out _disposer);
        }

        public override DataViewSchema Schema => _parent.Schema;

        public override long Position => _input.Position;

        public override long Batch => _input.Batch;

        public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            => _parent.GetterOf<TValue>(_input, _getters, _active, column);

        public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

        protected override void Dispose(bool disposing)
        {
            Interlocked.Exchange(ref _disposer, null)?.Invoke();
            if (disposing)
                _input.Dispose();
            base.Dispose(disposing);
        }
    }
}
