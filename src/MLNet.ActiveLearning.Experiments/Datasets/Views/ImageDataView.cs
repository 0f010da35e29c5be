using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Shows <see cref="IImageRows"/> to ML.NET as the columns Id, Label and Image.</summary>
internal sealed class ImageDataView : IDataView
{
    public const int IdColumn = 0;
    public const int LabelColumn = 1;
    public const int ImageColumn = 2;

    /// <summary>Rows of one batch go to one cursor of a set: few enough to share the work, enough to read neighbours together.</summary>
    private const int BatchSize = 64;

    public ImageDataView(IImageRows rows)
    {
        Rows = rows;
        DataViewSchema.Builder schema = new();
        schema.AddColumn("Id", TextDataViewType.Instance);
        schema.AddColumn("Label", TextDataViewType.Instance);
        schema.AddColumn("Image", rows.ImageType);
        Schema = schema.ToSchema();
    }

    public IImageRows Rows { get; }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => true;

    public long? GetRowCount() => Rows.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new ImageRowCursor(this, FindActive(columnsNeeded), new RowPartition(Rows.Count, ShuffledOrder(rand), BatchSize, 0, 1));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = FindActive(columnsNeeded);
        int[]? order = ShuffledOrder(rand);
        int batches = (Rows.Count + BatchSize - 1) / BatchSize;
        int wanted = n > 0 ? n : Environment.ProcessorCount;
        int count = Math.Clamp(wanted, 1, Math.Max(1, batches));

        DataViewRowCursor[] cursors = new DataViewRowCursor[count];
        for (int i = 0; i < count; i++)
        {
            cursors[i] = new ImageRowCursor(this, active, new RowPartition(Rows.Count, order, BatchSize, i, count));
        }

        return cursors;
    }

    private bool[] FindActive(IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        bool[] active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            if (column.Index >= active.Length || Schema[column.Index].Name != column.Name)
            {
                throw new ArgumentException(
                    $"Column '{column.Name}' (number {column.Index}) is not one of this view, which has Id, Label and Image. "
                    + "Take columns from this view's Schema.",
                    nameof(columnsNeeded));
            }

            active[column.Index] = true;
        }

        return active;
    }

    private int[]? ShuffledOrder(Random? rand)
    {
        if (rand is null)
        {
            return null;
        }

        int[] order = [.. Enumerable.Range(0, Rows.Count)];
        rand.Shuffle(order);
        return order;
    }
}
