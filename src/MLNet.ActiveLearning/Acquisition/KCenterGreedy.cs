using MLNet.ActiveLearning.Acquisition.Distances;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Core-set selection by greedy k-centre: each pick is the row farthest from everything labelled or picked so far.</summary>
/// <remarks>
/// <para>
/// <c>m_n = min over centres c of ||h_n - h_c||</c>, where centres are the labelled rows and the picks; each pick is <c>argmax_n m_n</c>, of
/// equal ones the lowest row. The covering radius <c>max_n m_n</c> is at most twice the best that as many centres can reach. L2 distances,
/// not squared; they shrink from pick to pick.
/// </para>
/// <para>
/// Exact: the picks are those of the textbook method in double precision, whatever the number of threads. The textbook method takes
/// O((L + k) N d); this one pays in full for the labelled rows only, by a matrix product, and lets rows that cannot be farthest wait.
/// Memory beyond the embeddings: O(N).
/// </para>
/// <para>
/// Sener and Savarese, "Active Learning for Convolutional Neural Networks: A Core-Set Approach", ICLR 2018; Gonzalez, "Clustering to
/// minimize the maximum intercluster distance", Theoretical Computer Science 38, 1985. The mixed integer program by which the former
/// sets aside outliers is not part of it; <see cref="CoveringRadius"/> measures with outliers set aside.
/// </para>
/// </remarks>
public static class KCenterGreedy
{
    /// <summary>Picks rows.</summary>
    /// <param name="pool">Embeddings h (N, d).</param>
    /// <param name="labeled">Embeddings of the labelled rows (L, d); null or no rows if nothing is labelled.</param>
    /// <param name="budget">How many to pick, k; more than N picks all.</param>
    /// <param name="start">The row to pick first; null for the farthest, which without labelled rows is row 0.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>
    /// The picks in order, each with <c>m_n</c> at the time: positive infinity for the first if nothing is labelled. Rows that equal a centre
    /// come last, with 0, lowest row first.
    /// </returns>
    /// <exception cref="ArgumentException">The widths differ, the first row is none of the pool's, or a value is NaN or infinite.</exception>
    public static Pick[] Select(FloatMatrix pool, FloatMatrix? labeled, int budget, int? start = null, Parallelism parallelism = default)
    {
        int count = Math.Clamp(budget, 0, pool.RowCount);
        if (count == 0)
        {
            return [];
        }
        FloatMatrix centers = Check(pool, labeled);
        if (start is { } row && (row < 0 || row >= pool.RowCount))
        {
            throw new ArgumentOutOfRangeException(nameof(start), row, $"The first row is {row}, but the pool holds {pool.RowCount} rows. Give 0 to {pool.RowCount - 1}, or null.");
        }
        if (centers.RowCount > 0 && start is null)
        {
            return Continue(new FarthestRows(pool, centers, isTaken: null, parallelism), count);
        }
        // The first pick is known, so it joins the centres that all rows are compared with at once.
        int first = start ?? 0;
        double radius = centers.RowCount == 0 ? double.PositiveInfinity : Distance(pool.Rows(first, 1), centers, parallelism);
        bool[] isTaken = new bool[pool.RowCount];
        isTaken[first] = true;
        return [new Pick(first, radius), .. Continue(new FarthestRows(pool, Join(pool, centers, [first]), isTaken, parallelism), count - 1)];
    }

    /// <summary>Picks further rows after some that are picked already.</summary>
    /// <param name="pool">Embeddings h (N, d).</param>
    /// <param name="picked">Rows that are centres and will not be picked again; at least one.</param>
    /// <param name="budget">How many more to pick.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>The further picks, as <see cref="Select"/> has them.</returns>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static Pick[] Extend(FloatMatrix pool, ReadOnlySpan<int> picked, int budget, Parallelism parallelism = default)
    {
        if (picked.IsEmpty)
        {
            return Select(pool, labeled: null, budget, parallelism: parallelism);
        }
        FiniteRows.Check(pool, "embeddings");
        bool[] isTaken = new bool[pool.RowCount];
        foreach (int row in picked)
        {
            isTaken[row] = true;
        }
        int left = isTaken.Count(taken => !taken);
        return budget <= 0 || left == 0 ? [] : Continue(new FarthestRows(pool, Join(pool, NoRows(pool), picked), isTaken, parallelism), Math.Min(budget, left));
    }

    /// <summary>The distance of each row to its nearest centre: <c>m_n</c>.</summary>
    /// <param name="pool">Embeddings (N, d).</param>
    /// <param name="labeled">Embeddings of the labelled rows (L, d), or null.</param>
    /// <param name="picked">Rows of the pool that are centres too.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <returns>N distances; positive infinity if there is no centre. O((L + k) N d).</returns>
    /// <exception cref="ArgumentException">The widths differ, or a value is NaN or infinite.</exception>
    public static double[] NearestDistances(FloatMatrix pool, FloatMatrix? labeled, ReadOnlySpan<int> picked, Parallelism parallelism = default)
    {
        if (pool.RowCount == 0)
        {
            return [];
        }
        FloatMatrix centers = Join(pool, Check(pool, labeled), picked);
        return Array.ConvertAll(new FarthestRows(pool, centers, isTaken: null, parallelism).MeasureAll(), Math.Sqrt);
    }

    /// <summary>The radius that covers the pool but for some outliers: the largest of <see cref="NearestDistances"/> after as many are dropped.</summary>
    /// <param name="nearestDistances">Distances to the nearest centre.</param>
    /// <param name="outliers">How many rows need not be covered; 0 gives the covering radius itself.</param>
    /// <returns>0 if no row is left.</returns>
    public static double CoveringRadius(ReadOnlySpan<double> nearestDistances, int outliers = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outliers);
        if (outliers >= nearestDistances.Length)
        {
            return 0;
        }
        double[] sorted = nearestDistances.ToArray();
        Array.Sort(sorted);
        return sorted[^(outliers + 1)];
    }

    private static Pick[] Continue(FarthestRows rows, int count)
    {
        var picks = new Pick[count];
        for (int i = 0; i < count; i++)
        {
            (int row, double squared) = rows.TakeFarthest();
            picks[i] = new Pick(row, Math.Sqrt(squared));
            rows.AddCenter(row);
        }
        return picks;
    }

    private static double Distance(FloatMatrix row, FloatMatrix centers, Parallelism parallelism) =>
        Math.Sqrt(new FarthestRows(row, centers, isTaken: null, parallelism).MeasureAll()[0]);

    private static FloatMatrix NoRows(FloatMatrix pool) => new(ReadOnlyMemory<float>.Empty, 0, pool.ColumnCount);

    // Gives the labelled rows. A row with NaN would never be settled by FarthestRows.
    private static FloatMatrix Check(FloatMatrix pool, FloatMatrix? labeled)
    {
        FiniteRows.Check(pool, "embeddings");
        if (labeled is not { RowCount: > 0 } rows)
        {
            return NoRows(pool);
        }
        if (rows.ColumnCount != pool.ColumnCount)
        {
            throw new ArgumentException(
                $"Rows of the pool have {pool.ColumnCount} values and labelled rows {rows.ColumnCount}. Compute both with the same model.", nameof(labeled));
        }
        FiniteRows.Check(rows, "embeddings of labelled rows", nameof(labeled));
        return rows;
    }

    private static FloatMatrix Join(FloatMatrix pool, FloatMatrix centers, ReadOnlySpan<int> picked)
    {
        if (picked.IsEmpty)
        {
            return centers;
        }
        long rows = (long)centers.RowCount + picked.Length;
        if (rows * pool.ColumnCount > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{centers.RowCount} labelled rows and {picked.Length} picks of {pool.ColumnCount} values are more than one array can hold ({Array.MaxLength} values). Give fewer labelled rows, or narrower ones.");
        }
        float[] values = new float[rows * pool.ColumnCount];
        centers.Span.CopyTo(values);
        for (int i = 0; i < picked.Length; i++)
        {
            pool[picked[i]].CopyTo(values.AsSpan((centers.RowCount + i) * pool.ColumnCount));
        }
        return new FloatMatrix(values, (int)rows, pool.ColumnCount);
    }
}
