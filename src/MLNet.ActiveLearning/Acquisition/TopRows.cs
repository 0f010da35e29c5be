using System.Collections.Concurrent;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The best rows of a pool that lies in memory, by utility: what a row-wise strategy chooses, on several threads.</summary>
/// <remarks>
/// Ranking rule of the whole library: larger utility first, equal utilities by lower row. Fixed blocks of rows are rated and filtered by
/// the worst utility that can still be among the best; the result does not depend on the number of threads and equals the first k of a
/// stable sort. O(N + k log k) after the utilities, O(k) memory a thread: utilities are never stored for the whole pool. Thread-safe.
/// </remarks>
public static class TopRows
{
    private const int BlockSize = 4096;

    private delegate void Rate(int first, Span<float> utilities);

    /// <summary>Selects by utilities that have been computed.</summary>
    /// <param name="utilities">(N); higher is better.</param>
    /// <param name="count">How many rows; more than N gives all, 0 and less none.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>min(count, N) rows, best first, with their utilities as scores.</returns>
    /// <exception cref="ArgumentException">A utility is NaN; the first such row is named.</exception>
    public static Pick[] Select(ReadOnlyMemory<float> utilities, int count, Parallelism parallelism = default) => Select(
        utilities.Length, count, parallelism, (first, target) => utilities.Span.Slice(first, target.Length).CopyTo(target));

    /// <summary>Selects the rows about which a model is most uncertain: kernel and selection in one pass over the matrix.</summary>
    /// <remarks>The same rows and bits as the strategies of these names choose; their readers check sums and signs, this does not.</remarks>
    /// <param name="probabilities">(N, C); each row sums to 1.</param>
    /// <param name="measure">What to rank by.</param>
    /// <param name="count">How many rows; more than N gives all, 0 and less none.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>min(count, N) rows, most uncertain first, with their utilities as scores.</returns>
    /// <exception cref="ArgumentException">A row holds NaN; the first such row is named.</exception>
    public static Pick[] SelectUncertain(FloatMatrix probabilities, UncertaintyMeasure measure, int count, Parallelism parallelism = default) => measure switch
    {
        UncertaintyMeasure.LeastConfidence => Select<LeastConfidence.OfRow>(probabilities, count, parallelism),
        UncertaintyMeasure.Margin => Select<Margin.OfRow>(probabilities, count, parallelism),
        UncertaintyMeasure.Entropy => Select<Entropy.OfRow>(probabilities, count, parallelism),
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "Use one of the named measures."),
    };

    private static Pick[] Select<TUtility>(FloatMatrix probabilities, int count, Parallelism parallelism)
        where TUtility : IRowUtility => Select(
            probabilities.RowCount,
            count,
            parallelism,
            (first, target) => RowUtilities.Compute<TUtility>(probabilities.Rows(first, target.Length).Span, probabilities.ColumnCount, target));

    private static Pick[] Select(int rowCount, int count, Parallelism parallelism, Rate rate)
    {
        count = Math.Min(count, rowCount);
        if (count <= 0)
        {
            return [];
        }
        // Which worker rates which block is left to chance; each buffer keeps all that can be among the best, so the union does not depend on it.
        var workers = new ConcurrentBag<(TopRowBuffer Best, float[] Utilities)>();
        int firstBad = int.MaxValue;
        Blocks.ForEach(rowCount, BlockSize, parallelism, (_, first, rows) =>
        {
            (TopRowBuffer Best, float[] Utilities) worker = workers.TryTake(out var free) ? free : (new TopRowBuffer(count), new float[BlockSize]);
            Span<float> utilities = worker.Utilities.AsSpan(0, rows);
            rate(first, utilities);
            int bad = System.Numerics.Tensors.TensorPrimitives.IsNaNAny<float>(utilities) ? IndexOfNaN(utilities) : -1;
            if (bad >= 0)
            {
                int row = first + bad;
                for (int known = Volatile.Read(ref firstBad); row < known; known = Volatile.Read(ref firstBad))
                {
                    Interlocked.CompareExchange(ref firstBad, row, known);
                }
            }
            worker.Best.Add(utilities, first);
            workers.Add(worker);
        });
        if (firstBad < int.MaxValue)
        {
            throw new ArgumentException($"The utility of row {firstBad} is NaN; look for a diverged model or a damaged input in that row.");
        }
        ulong[] keys = new ulong[workers.Sum(w => w.Best.Keys.Length)];
        int filled = 0;
        foreach ((TopRowBuffer best, _) in workers)
        {
            best.Keys.CopyTo(keys.AsSpan(filled));
            filled += best.Keys.Length;
        }
        RankKey.SelectFirst(keys, count);
        Array.Sort(keys, 0, count);
        var picks = new Pick[count];
        for (int i = 0; i < count; i++)
        {
            picks[i] = new Pick(RankKey.Position(keys[i]), RankKey.Utility(keys[i]));
        }
        return picks;
    }

    private static int IndexOfNaN(ReadOnlySpan<float> values)
    {
        int i = 0;
        while (!float.IsNaN(values[i]))
        {
            i++;
        }
        return i;
    }
}
