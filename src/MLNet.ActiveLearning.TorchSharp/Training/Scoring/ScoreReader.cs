using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Reads the images of a view on a thread of its own, a batch ahead, and scores batch after batch.</summary>
internal sealed class ScoreReader : IDisposable
{
    private readonly IDataView source;
    private readonly DataViewSchema.Column imageColumn;
    private readonly Scorer scorer;
    private readonly OutputColumn[] columns;
    private readonly InputBufferPool buffers;
    private readonly IEnumerator<Inputs> inputs;
    private ScoredBatch? batch;
    private DataViewRowId[] ids = [];
    private int row = -1;

    public ScoreReader(IDataView source, DataViewSchema.Column imageColumn, Scorer scorer, OutputColumn[] columns)
    {
        this.source = source;
        this.imageColumn = imageColumn;
        this.scorer = scorer;
        this.columns = columns;

        // A short view needs no memory for a full batch.
        long capacity = Math.Clamp(source.GetRowCount() ?? scorer.BatchSize, 1, scorer.BatchSize);
        buffers = new InputBufferPool((int)capacity, scorer.Shape);
        inputs = Prefetch.Ahead(ReadInputs((int)capacity), ahead: 1, CancellationToken.None).GetEnumerator();
    }

    /// <summary>Goes on to the next row, whose id and position the reader gives.</summary>
    /// <exception cref="InvalidOperationException">The images came in another order than the rows.</exception>
    public void MoveNext(DataViewRowId id, long position)
    {
        row++;
        if (batch is null || row == batch.Count)
        {
            if (!inputs.MoveNext())
            {
                throw OrderChanged(position);
            }

            Inputs next = inputs.Current;
            batch = scorer.Score(next.Buffer, next.Ids, columns, position);
            ids = next.Ids;
            row = 0;
            buffers.Return(next.Buffer);
        }

        if (!ids[row].Equals(id))
        {
            throw OrderChanged(position);
        }
    }

    /// <summary>The batch of the current row, and its place in it.</summary>
    public (ScoredBatch Batch, int Row) Locate() => (batch ?? throw new InvalidOperationException("Call MoveNext before reading a value."), row);

    public void Dispose()
    {
        inputs.Dispose();
        buffers.Dispose();
    }

    private static InvalidOperationException OrderChanged(long position) => new(
        $"At row {position} the input gave its rows in another order or number than on the reading beside it. Make it repeatable, for example with ml.Data.Cache.");

    private IEnumerable<Inputs> ReadInputs(int capacity)
    {
        using DataViewRowCursor cursor = source.GetRowCursor([imageColumn]);
        ImageColumnReader reader = ImageColumnReader.Create(cursor, imageColumn);
        ValueGetter<DataViewRowId> idGetter = cursor.GetIdGetter();
        var pixels = new byte[scorer.Shape.Size];
        List<DataViewRowId> idsRead = [];
        InputBuffer? buffer = null;
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            idGetter(ref id);
            reader.Read(scorer.Shape, pixels);
            buffer ??= buffers.Rent();
            scorer.Writer.Write(pixels, Placement.None, buffer.GetPixels(idsRead.Count + 1)[(idsRead.Count * pixels.Length)..]);
            idsRead.Add(id);
            if (idsRead.Count == capacity)
            {
                yield return new Inputs(buffer, [.. idsRead]);
                buffer = null;
                idsRead.Clear();
            }
        }

        if (buffer is not null)
        {
            yield return new Inputs(buffer, [.. idsRead]);
        }
    }

    private sealed record Inputs(InputBuffer Buffer, DataViewRowId[] Ids);
}
