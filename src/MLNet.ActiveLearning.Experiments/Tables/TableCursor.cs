using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Moves the readers of a table's files together.</summary>
internal sealed class TableCursor : DataViewRowCursor
{
    private const int RowsBetweenReports = 4096;
    private readonly TableView view;
    private readonly bool[] active;
    private readonly List<ITableReader> readers = [];
    private long position = -1;
    private bool finished;

    public TableCursor(TableView view, bool[] active)
    {
        this.view = view;
        this.active = active;
        try
        {
            foreach (ITableSource source in view.Sources)
            {
                readers.Add(source.Open());
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override DataViewSchema Schema => view.Schema;

    public override long Position => finished ? -1 : position;

    public override long Batch => 0;

    public override bool MoveNext()
    {
        if (finished)
        {
            return false;
        }
        if ((position + 1) % RowsBetweenReports == 0)
        {
            Report();
        }
        bool more = readers[0].MoveNext();
        for (int i = 1; i < readers.Count; i++)
        {
            if (readers[i].MoveNext() != more)
            {
                (int longer, int shorter) = more ? (0, i) : (i, 0);
                throw TableView.UnequalCounts(
                    $"{view.Sources[longer].Description} has at least {position + 2} rows", $"{view.Sources[shorter].Description} has {position + 1}");
            }
        }
        if (more)
        {
            position++;
        }
        else
        {
            view.Options.Progress?.Report(new TableProgress(position + 1, 1));
            finished = true;
        }
        return more;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => column.Index < active.Length && active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = new DataViewRowId((ulong)CurrentRow(), 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new InvalidOperationException($"Column '{column.Name}' is not active in this cursor. Name it in columnsNeeded when the cursor is made.");
        }
        (int? source, int index) = view.OriginOf(column.Index);
        Delegate getter = source is { } number
            ? readers[number].CreateGetter(index)
            : new ValueGetter<long>((ref long value) => value = CurrentRow());
        return getter as ValueGetter<TValue> ?? throw new InvalidOperationException(
            $"Column '{column.Name}' is {column.Type}, which is read as {column.Type.RawType}, not as {typeof(TValue)}.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (ITableReader reader in readers)
            {
                reader.Dispose();
            }
            readers.Clear();
            finished = true;
        }
        base.Dispose(disposing);
    }

    private void Report()
    {
        view.Options.CancellationToken.ThrowIfCancellationRequested();
        view.Options.Progress?.Report(new TableProgress(position + 1, readers.Min(r => r.Fraction)));
    }

    private long CurrentRow() => position >= 0 && !finished ? position : throw new InvalidOperationException(
        "The cursor is before the first or behind the last row. Read values after MoveNext has returned true.");
}
