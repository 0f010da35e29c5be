namespace Microsoft.ML.Data;

/// <summary>One object at a time as a row of data.</summary>
internal sealed class InputRow<TRow> : DataViewRow
    where TRow : class
{
    private readonly RowSource<TRow> _source;
    private readonly Delegate[] _getters;
    private long _position = -1;

    public InputRow(SchemaDefinition definition = null)
    {
        TypedColumn[] columns = TypedColumn.Of(typeof(TRow), definition, SchemaDefinition.Direction.Read);
        Schema = TypedColumn.SchemaOf(columns);
        _source = new RowSource<TRow>(columns);
        _getters = [.. columns.Select((_, i) => _source.MakeGetter(i))];
    }

    public override DataViewSchema Schema { get; }

    public override long Position => _position;

    public override long Batch => 0;

    public void ExtractValues(TRow row)
    {
        Contracts.CheckValue(row, nameof(row));
        _source.Current = row;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => _getters[column.Index].As<TValue>();

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);
}
