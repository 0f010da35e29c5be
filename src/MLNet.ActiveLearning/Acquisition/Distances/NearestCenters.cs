using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Distances;

/// <summary>For each row the centre that a matrix product finds nearest, and whether rounding leaves room for another.</summary>
/// <remarks>
/// <c>||c||^2 - 2 x.c</c> in single precision, with the rows' mean subtracted first, so that rows far from the origin lose no digits. Tile
/// by tile: O(N M d) time, O(N + M) memory.
/// </remarks>
internal sealed class NearestCenters
{
    private NearestCenters(int rowCount)
    {
        Indices = new int[rowCount];
        Second = new float[rowCount];
    }

    /// <summary>For each row its nearest centre; of equally near ones the first.</summary>
    public int[] Indices { get; }

    /// <summary>For each row <c>||c||^2 - 2 x.c</c> of the nearest centre but one; NaN if a product overflowed.</summary>
    private float[] Second { get; }

    /// <summary>Finds them.</summary>
    /// <param name="rows">(N, d).</param>
    /// <param name="centers">(M, d), at least one.</param>
    /// <param name="offset">About the mean of the rows (d).</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static NearestCenters Find(FloatMatrix rows, FloatMatrix centers, ReadOnlyMemory<float> offset, Parallelism parallelism)
    {
        var found = new NearestCenters(rows.RowCount);
        float[] norms = SquaredNorms(centers, offset, parallelism);
        float[] first = new float[rows.RowCount];
        Array.Fill(first, float.PositiveInfinity);
        Array.Fill(found.Second, float.PositiveInfinity);
        MatrixProduct.ForEachTile(
            rows,
            centers,
            tile =>
            {
                for (int r = 0; r < tile.RowCount; r++)
                {
                    var values = tile[r];
                    TensorPrimitives.MultiplyAdd(values, -2, norms.AsSpan(tile.FirstColumn, tile.ColumnCount), values);
                    found.Merge(tile.FirstRow + r, tile.FirstColumn, values, first);
                }
            },
            parallelism,
            offset);
        return found;
    }

    /// <summary>
    /// For each row the exact squared distance to the centre found, and whether no other centre can be nearer: else the caller has to look
    /// again where it matters.
    /// </summary>
    /// <param name="rows">The rows given to <see cref="Find"/>.</param>
    /// <param name="centers">The centres given to <see cref="Find"/>.</param>
    /// <param name="offset">The offset given to <see cref="Find"/>.</param>
    /// <param name="distances">Receives N squared distances.</param>
    /// <param name="isCertain">Receives N flags.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public void Measure(
        FloatMatrix rows, FloatMatrix centers, ReadOnlyMemory<float> offset, double[] distances, bool[] isCertain, Parallelism parallelism)
    {
        double longest = Math.Sqrt(SquaredNorms(centers, offset, parallelism).Max());
        // The product's error counts twice; subtracting the offset, the norm and the sum are rounded once each.
        double part = (2 * MatrixProduct.ErrorBound(rows.ColumnCount)) + (16 * RowNorms.SingleRounding);
        Blocks.ForEach(rows.RowCount, 256, parallelism, (_, start, count) =>
        {
            for (int n = start; n < start + count; n++)
            {
                distances[n] = RowNorms.SquaredDistance(rows[n], centers[Indices[n]]);
                double norm = RowNorms.SquaredDistance(rows[n], offset.Span);
                double slack = (part * longest * (Math.Sqrt(norm) + longest)) + (1e-12 * norm) + 1e-37;
                isCertain[n] = norm + Second[n] - slack >= distances[n];
            }
        });
    }

    /// <summary>For each row its nearest centre in double precision, of equally near ones the first, and the squared distance.</summary>
    /// <param name="rows">(N, d).</param>
    /// <param name="centers">(M, d), at least one.</param>
    /// <param name="offset">About the mean of the rows (d).</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static (int[] Indices, double[] SquaredDistances) FindExact(
        FloatMatrix rows, FloatMatrix centers, ReadOnlyMemory<float> offset, Parallelism parallelism)
    {
        double[] distances = new double[rows.RowCount];
        bool[] isCertain = new bool[rows.RowCount];
        NearestCenters found = Find(rows, centers, offset, parallelism);
        found.Measure(rows, centers, offset, distances, isCertain, parallelism);
        Blocks.ForEach(rows.RowCount, 256, parallelism, (_, start, count) =>
        {
            for (int n = start; n < start + count; n++)
            {
                if (!isCertain[n])
                {
                    (found.Indices[n], distances[n]) = Scan(rows[n], centers, distances[n], found.Indices[n]);
                }
            }
        });
        return (found.Indices, distances);
    }

    private static (int Index, double SquaredDistance) Scan(ReadOnlySpan<float> row, FloatMatrix centers, double distance, int index)
    {
        double certain = Math.Max(0, 1 - RowNorms.QuickErrorBound(row.Length));
        int last = centers.RowCount - 1;
        Span<float> quick = stackalloc float[4];
        for (int first = 0; first <= last; first += quick.Length)
        {
            (quick[0], quick[1], quick[2], quick[3]) = RowNorms.QuickSquaredDistances(
                row, centers[first], centers[Math.Min(first + 1, last)], centers[Math.Min(first + 2, last)], centers[Math.Min(first + 3, last)]);
            for (int c = first; c <= Math.Min(first + 3, last); c++)
            {
                if (quick[c - first] * certain > distance && float.IsFinite(quick[c - first]))
                {
                    continue;
                }
                double exact = RowNorms.SquaredDistance(row, centers[c]);
                if (exact < distance || (exact == distance && c < index))
                {
                    (index, distance) = (c, exact);
                }
            }
        }
        return (index, distance);
    }

    private static float[] SquaredNorms(FloatMatrix centers, ReadOnlyMemory<float> offset, Parallelism parallelism)
    {
        double[] norms = new double[centers.RowCount];
        RowNorms.ComputeSquared(centers, norms, offset, parallelism);
        return Array.ConvertAll(norms, norm => (float)norm);
    }

    private void Merge(int row, int firstColumn, Span<float> values, float[] first)
    {
        int lowest = TensorPrimitives.IndexOfMin<float>(values);
        float value = values[lowest];
        values[lowest] = float.PositiveInfinity;
        float next = TensorPrimitives.Min<float>(values);
        if (value < first[row])
        {
            (next, first[row], Indices[row]) = (MathF.Min(next, first[row]), value, firstColumn + lowest);
        }
        else
        {
            next = MathF.Min(next, value);
        }
        Second[row] = MathF.Min(Second[row], next);
    }
}
