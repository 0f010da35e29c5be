using System.Runtime.InteropServices;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Distances;

/// <summary>Finds, again and again, the row that is farthest from a growing set of centres.</summary>
/// <remarks>
/// <para>
/// Lazy. The distance to the nearest of <em>some</em> centres is an upper bound on the distance to the nearest of all. Rows wait in the
/// order of their bounds; only those at the head are compared with the centres that they have not met yet, and only until they fall
/// behind. A row in the middle of a cluster is measured once against the first centres and perhaps never again, where the usual method
/// reads all rows for each centre.
/// </para>
/// <para>
/// The rows found are those of the usual method in double precision: a centre is passed over only if its distance in single precision,
/// less the largest possible error, is not below the bound. Neither the order of visits nor threads have a part in the result.
/// </para>
/// </remarks>
internal sealed class FarthestRows
{
    private const int FirstBatch = 16;
    private const int LongBatch = 64;
    private const int LargestBatch = 256;

    /// <summary>Rows that meet a stretch of centres one after another, while it is in the cache; and the length of such a stretch.</summary>
    private const int RowBlockSize = 8;
    private const int Stretch = 16;

    /// <summary>Values to compare from which a second thread pays.</summary>
    private const long WorthThreads = 1 << 18;

    private readonly FloatMatrix pool;
    private readonly FloatMatrix first;
    private readonly Parallelism parallelism;
    private readonly List<int> added = [];
    private readonly double[] bounds;
    private readonly int[] met;
    private readonly double certain;
    private readonly PriorityQueue<int, (double MinusBound, int Row)> waiting;
    private readonly List<int> batch = [];

    /// <summary>Compares all rows with the first centres.</summary>
    /// <param name="pool">(N, d).</param>
    /// <param name="centers">The first centres (M, d); without any, all rows are infinitely far.</param>
    /// <param name="isTaken">Rows never to be found; null for none.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public FarthestRows(FloatMatrix pool, FloatMatrix centers, bool[]? isTaken, Parallelism parallelism)
    {
        this.pool = pool;
        this.parallelism = parallelism;
        first = centers;
        certain = Math.Max(0, 1 - RowNorms.QuickErrorBound(pool.ColumnCount));
        bounds = new double[pool.RowCount];
        met = new int[pool.RowCount];
        if (first.RowCount == 0)
        {
            Array.Fill(bounds, double.PositiveInfinity);
        }
        else
        {
            float[] mean = RowNorms.Mean(pool);
            bool[] isCertain = new bool[pool.RowCount];
            NearestCenters.Find(pool, first, mean, parallelism).Measure(pool, first, mean, bounds, isCertain, parallelism);
            for (int n = 0; n < met.Length; n++)
            {
                met[n] = isCertain[n] ? first.RowCount : 0;
            }
        }
        waiting = new PriorityQueue<int, (double, int)>(
            Enumerable.Range(0, pool.RowCount).Where(n => isTaken is null || !isTaken[n]).Select(n => (n, (-bounds[n], n))));
    }

    /// <summary>Number of rows that can still be found.</summary>
    public int Count => waiting.Count;

    private int CenterCount => first.RowCount + added.Count;

    /// <summary>Makes a row a centre.</summary>
    public void AddCenter(int row) => added.Add(row);

    /// <summary>Removes and returns the row farthest from its nearest centre, of equally far ones the first, and the square of that distance.</summary>
    public (int Row, double SquaredDistance) TakeFarthest()
    {
        for (int size = FirstBatch; ; size = Math.Min(2 * size, LargestBatch))
        {
            parallelism.CancellationToken.ThrowIfCancellationRequested();
            int head = waiting.Peek();
            if (IsSettled(head))
            {
                waiting.Dequeue();
                return (head, bounds[head]);
            }
            batch.Clear();
            long work = 0;
            int wanted = size;
            while (batch.Count < wanted && waiting.TryPeek(out int row, out _) && !IsSettled(row))
            {
                batch.Add(waiting.Dequeue());
                int missed = CenterCount - met[row];
                work += missed * (long)pool.ColumnCount;
                // A row that has missed much is worth company: those behind it will have to meet the same centres soon.
                wanted = missed > 2 * Stretch ? Math.Max(size, LongBatch) : wanted;
            }
            double next = waiting.TryPeek(out int following, out _) ? bounds[following] : 0;
            Blocks.ForEach(
                batch.Count,
                RowBlockSize,
                work < WorthThreads ? new Parallelism(1, parallelism.CancellationToken) : parallelism,
                (_, start, count) => SettleTogether(CollectionsMarshal.AsSpan(batch).Slice(start, count), next));
            foreach (int row in batch)
            {
                waiting.Enqueue(row, (-bounds[row], row));
            }
        }
    }

    /// <summary>All squared distances to the nearest centre; 0 for rows that are centres.</summary>
    public double[] MeasureAll()
    {
        Blocks.ForEach(pool.RowCount, RowBlockSize, parallelism, (_, start, count) =>
        {
            Span<int> rows = stackalloc int[RowBlockSize];
            for (int i = 0; i < count; i++)
            {
                rows[i] = start + i;
            }
            SettleTogether(rows[..count], next: 0);
        });
        return bounds;
    }

    private bool IsSettled(int row) => met[row] == CenterCount || bounds[row] == 0;

    private void SettleTogether(ReadOnlySpan<int> rows, double next)
    {
        int first = CenterCount;
        foreach (int row in rows)
        {
            first = Math.Min(first, met[row]);
        }
        for (bool isAnyLeft = true; isAnyLeft; first += Stretch)
        {
            isAnyLeft = false;
            foreach (int row in rows)
            {
                isAnyLeft |= Settle(row, next, Math.Min(first + Stretch, CenterCount));
            }
        }
    }

    // Lets the row meet further centres until it falls behind the row that follows; returns whether it has to meet more.
    private bool Settle(int row, double next, int count)
    {
        var x = pool[row];
        double bound = bounds[row];
        int center = met[row];
        while (center < count && bound >= next && bound > 0)
        {
            int last = count - 1;
            var a = Center(center);
            var b = Center(Math.Min(center + 1, last));
            var c = Center(Math.Min(center + 2, last));
            var d = Center(Math.Min(center + 3, last));
            (float quickA, float quickB, float quickC, float quickD) = RowNorms.QuickSquaredDistances(x, a, b, c, d);
            Offer(x, a, quickA, ref bound);
            Offer(x, b, quickB, ref bound);
            Offer(x, c, quickC, ref bound);
            Offer(x, d, quickD, ref bound);
            center = Math.Min(center + 4, count);
        }
        bounds[row] = bound;
        met[row] = center;
        return center < CenterCount && bound >= next && bound > 0;
    }

    private void Offer(ReadOnlySpan<float> x, ReadOnlySpan<float> center, float quick, ref double bound)
    {
        bool isFarther = quick * certain >= bound && float.IsFinite(quick);
        if (!isFarther)
        {
            bound = Math.Min(bound, RowNorms.SquaredDistance(x, center));
        }
    }

    private ReadOnlySpan<float> Center(int index) => index < first.RowCount ? first[index] : pool[added[index - first.RowCount]];
}
