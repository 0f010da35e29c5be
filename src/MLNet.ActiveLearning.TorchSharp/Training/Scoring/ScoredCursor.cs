using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>Passes the columns of the source through and adds the model's.</summary>
/// <remarks>
/// Two cursors run over the source: one, on a thread of its own, reads images a batch ahead; the other stands at the reader's row
/// and serves all other columns, so that no value has to be kept or copied. Their row ids are compared, because a source that
/// gives another order on a second reading would get wrong scores.
/// </remarks>
internal sealed class ScoredCursor : DataViewRowCursor
{
    private readonly OutputSchema schema;
    private readonly HashSet<int> active;
    private readonly DataViewRowCursor rows;
    private readonly ValueGetter<DataViewRowId> idGetter;
    private readonly ScoreReader? scores;
    private bool ended;

    public ScoredCursor(IDataView source, OutputSchema schema, Scorer scorer, DataViewSchema.Column[] columns)
    {
        this.schema = schema;
        active = [.. columns.Select(c => c.Index)];
        rows = source.GetRowCursor(schema.GetPassedThrough(columns));
        idGetter = rows.GetIdGetter();
        OutputColumn[] own = [.. columns.Where(c => !schema.IsPassedThrough(c)).DistinctBy(c => c.Index).Select(schema.GetOwn)];
        scores = own.Length > 0 ? new ScoreReader(source, schema.ImageColumn, scorer, own) : null;
    }

    public override DataViewSchema Schema => schema.Output;

    public override long Position => rows.Position;

    public override long Batch => rows.Batch;

    public override bool MoveNext()
    {
        if (ended || !rows.MoveNext())
        {
            ended = true;
            return false;
        }

        if (scores is not null)
        {
            DataViewRowId id = default;
            idGetter(ref id);
            scores.MoveNext(id, Position);
        }

        return true;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentException($"Column '{column.Name}' was not asked for when the cursor was opened.", nameof(column));
        }

        return schema.IsPassedThrough(column)
            ? rows.GetGetter<TValue>(schema.Input[column.Index])
            : ScoreGetters.Create<TValue>(schema.GetOwn(column), scores!.Locate);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => rows.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            ended = true;
            scores?.Dispose();
            rows.Dispose();
        }

        base.Dispose(disposing);
    }
}
