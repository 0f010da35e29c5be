using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>Batches of rows without end: all rows in random order, then all in another.</summary>
/// <remarks>A batch has the size asked for, or that of the set if it is smaller, but at least two rows, which batch norm needs: a single row comes twice.</remarks>
internal sealed class RowCycle
{
    private readonly SeededRandom random;
    private readonly int[] order;
    private readonly int[] batch;
    private int next;

    public RowCycle(int count, int batchSize, SeededRandom random)
    {
        this.random = random;
        order = [.. Enumerable.Range(0, count)];
        batch = new int[Math.Max(2, Math.Min(batchSize, count))];
        next = count;
    }

    /// <summary>The next batch; valid until the next call.</summary>
    public ReadOnlySpan<int> Next()
    {
        for (int i = 0; i < batch.Length; i++)
        {
            if (next == order.Length)
            {
                random.Shuffle(order.AsSpan());
                next = 0;
            }
            batch[i] = order[next++];
        }
        return batch;
    }
}
