using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Training;

/// <summary>A row with the model's columns appended; scored when the first of them is read.</summary>
internal sealed class ScoredRow : DataViewRow
{
    private readonly DataViewRow input;
    private readonly OutputSchema schema;
    private readonly Scorer scorer;
    private readonly HashSet<int> active;
    private readonly OutputColumn[] own;
    private readonly ImageColumnReader? reader;
    private readonly ValueGetter<DataViewRowId>? idGetter;
    private readonly byte[] pixels = [];
    private readonly InputBuffer? buffer;
    private ScoredBatch? batch;
    private long scoredPosition = -1;

    public ScoredRow(DataViewRow input, OutputSchema schema, Scorer scorer, DataViewSchema.Column[] columns)
    {
        this.input = input;
        this.schema = schema;
        this.scorer = scorer;
        active = [.. columns.Select(c => c.Index)];
        own = [.. columns.Where(c => !schema.IsPassedThrough(c)).DistinctBy(c => c.Index).Select(schema.GetOwn)];
        if (own.Length > 0)
        {
            reader = ImageColumnReader.Create(input, schema.ImageColumn);
            idGetter = input.GetIdGetter();
            pixels = new byte[scorer.Shape.Size];
            buffer = new InputBuffer(1, scorer.Shape);
        }
    }

    public override DataViewSchema Schema => schema.Output;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        schema.IsPassedThrough(column) ? input.IsColumnActive(schema.Input[column.Index]) : active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
        {
            throw new ArgumentException($"Column '{column.Name}' was not asked for when the row was made.", nameof(column));
        }

        return schema.IsPassedThrough(column)
            ? input.GetGetter<TValue>(schema.Input[column.Index])
            : ScoreGetters.Create<TValue>(schema.GetOwn(column), Locate);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            buffer?.Dispose();
            input.Dispose();
        }

        base.Dispose(disposing);
    }

    private (ScoredBatch Batch, int Row) Locate()
    {
        // The getters of one row share one pass through the network.
        if (batch is null || scoredPosition != input.Position)
        {
            reader!.Read(scorer.Shape, pixels);
            scorer.Writer.Write(pixels, Placement.None, buffer!.GetPixels(1));
            DataViewRowId id = default;
            idGetter!(ref id);
            batch = scorer.Score(buffer, [id], own, input.Position);
            scoredPosition = input.Position;
        }

        return (batch, 0);
    }
}
