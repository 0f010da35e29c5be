using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.DataViews;

/// <summary>A cursor that shows another cursor's rows; derived cursors leave rows out or add columns.</summary>
internal abstract class ForwardingCursor(DataViewRowCursor source, DataViewSchema schema) : DataViewRowCursor
{
    private long position = -1;

    protected DataViewRowCursor Source { get; } = source;

    public override DataViewSchema Schema { get; } = schema;

    public override long Position => position;

    public override long Batch => Source.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => Source.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => Source.IsColumnActive(Source.Schema[column.Index]);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => Source.GetGetter<TValue>(Source.Schema[column.Index]);

    public override bool MoveNext()
    {
        while (Source.MoveNext())
        {
            if (AcceptsRow())
            {
                position++;
                return true;
            }
        }
        return false;
    }

    protected abstract bool AcceptsRow();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Source.Dispose();
        }
        base.Dispose(disposing);
    }
}
