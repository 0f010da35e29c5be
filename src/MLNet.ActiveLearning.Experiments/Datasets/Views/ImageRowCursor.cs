using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Walks through the rows of an <see cref="ImageDataView"/>, or through one part of them.</summary>
internal sealed class ImageRowCursor(ImageDataView view, bool[] active, RowPartition partition) : DataViewRowCursor
{
    private readonly IImageRows rows = view.Rows;
    private readonly ReadOnlyMemory<char>[] labels = [.. view.Rows.ClassNames.Select(name => name.AsMemory())];
    private IImageReader? reader;
    private int place = -1;
    private long position = -1;
    private bool finished;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => position;

    public override long Batch => place < 0 || finished ? 0 : partition.BatchOf(place);

    public override bool MoveNext()
    {
        if (!finished)
        {
            place = partition.Next(place);
            finished = place >= partition.RowCount;
            position = finished ? -1 : position + 1;
        }

        return !finished;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < active.Length && active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) => value = new DataViewRowId((ulong)CurrentRow(), 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new InvalidOperationException(
                $"Column '{column.Name}' is not active in this cursor. Name it in columnsNeeded when the cursor is made.");
        }

        Delegate getter = column.Index switch
        {
            ImageDataView.IdColumn => new ValueGetter<ReadOnlyMemory<char>>(GetId),
            ImageDataView.LabelColumn => new ValueGetter<ReadOnlyMemory<char>>(GetLabel),
            _ => (reader ??= rows.OpenReader()).CreateGetter(CurrentRow),
        };
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' is {column.Type}, which is read as {column.Type.RawType}, not as {typeof(TValue)}.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader?.Dispose();
            reader = null;
            finished = true;
            position = -1;
        }

        base.Dispose(disposing);
    }

    private void GetId(ref ReadOnlyMemory<char> value) => value = rows.GetId(CurrentRow()).AsMemory();

    private void GetLabel(ref ReadOnlyMemory<char> value) => value = labels[rows.GetClass(CurrentRow())];

    private int CurrentRow() => position >= 0 ? partition.RowAt(place) : throw new InvalidOperationException(
        "The cursor is before the first or behind the last row. Read values after MoveNext has returned true.");
}
