namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>The rows of one cursor of a set: every <c>PartCount</c>-th batch of rows, beginning with batch <c>Part</c>.</summary>
/// <param name="RowCount">All rows of the view.</param>
/// <param name="Order">The row at each place, or <see langword="null"/> for the view's own order.</param>
/// <param name="BatchSize">Rows in a batch.</param>
/// <param name="Part">Which cursor of the set.</param>
/// <param name="PartCount">Cursors in the set.</param>
internal readonly record struct RowPartition(int RowCount, int[]? Order, int BatchSize, int Part, int PartCount)
{
    /// <summary>The place that follows <paramref name="place"/> in this part (-1 gives the first), or the row count at the end.</summary>
    public int Next(int place)
    {
        long next = place < 0 ? (long)Part * BatchSize : place + 1L;
        if (place >= 0 && next % BatchSize == 0)
        {
            next += (PartCount - 1L) * BatchSize;
        }

        return (int)Math.Min(next, RowCount);
    }

    public int RowAt(int place) => Order is null ? place : Order[place];

    public long BatchOf(int place) => place / BatchSize;
}
