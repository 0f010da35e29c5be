using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Numerics;

[TestClass]
public sealed class MatrixProductTests
{
    // Sizes around those of tiles, blocks and slices.
    private static readonly (int M, int N, int K)[] Sizes =
        [(1, 1, 1), (5, 17, 3), (6, 16, 8), (7, 33, 1), (96, 64, 256), (97, 65, 257), (25, 1100, 40), (800, 40, 31), (50, 33, 600), (3, 70, 70_000)];

    [TestMethod]
    public void Products_equal_those_in_double_precision()
    {
        foreach ((int m, int n, int k) in Sizes)
        {
            (FloatMatrix a, FloatMatrix b) = (Draw(m, k, 1), Draw(n, k, 2));
            float[] result = new float[m * n];
            MatrixProduct.MultiplyTransposed(a, b, result, new Parallelism(2));
            for (int i = 0; i < m; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    (double expected, double size) = (0, 0);
                    for (int c = 0; c < k; c++)
                    {
                        expected += (double)a[i][c] * b[j][c];
                        size += Math.Abs((double)a[i][c] * b[j][c]);
                    }
                    Assert.AreEqual(expected, result[(i * n) + j], (2e-6 * size) + 1e-30, $"({m}, {n}, {k}): [{i}, {j}]");
                }
            }
        }
    }

    [TestMethod]
    public void Bits_do_not_depend_on_threads_kernels_or_tiles()
    {
        foreach ((int m, int n, int k) in Sizes)
        {
            (FloatMatrix a, FloatMatrix b) = (Draw(m, k, 1), Draw(n, k, 2));
            float[] expected = new float[m * n];
            MatrixProduct.MultiplyTransposed(a, b, expected, new Parallelism(1));
            foreach ((int threads, bool wide) in new[] { (1, false), (3, false), (1, true), (3, true) })
            {
                float[] result = new float[m * n];
                MatrixProduct.Multiply(new MatrixProduct.Job(a, b, default, result, null), new Parallelism(threads), wide);
                AssertSameBits(expected, result, $"({m}, {n}, {k}): {threads} threads, wide {wide}");
            }
        }
    }

    [TestMethod]
    public void Bits_do_not_depend_on_how_the_rows_are_cut()
    {
        (FloatMatrix a, FloatMatrix b) = (Draw(210, 300, 1), Draw(90, 300, 2));
        float[] expected = new float[210 * 90];
        MatrixProduct.MultiplyTransposed(a, b, expected);
        foreach (int size in new[] { 1, 7, 100 })
        {
            float[] result = new float[expected.Length];
            for (int first = 0; first < a.RowCount; first += size)
            {
                int count = Math.Min(size, a.RowCount - first);
                MatrixProduct.MultiplyTransposed(a.Rows(first, count), b, result.AsMemory(first * 90, count * 90));
            }
            AssertSameBits(expected, result, $"cut into {size}");
        }
    }

    [TestMethod]
    public void Tiles_cover_each_row_once_from_left_to_right_and_hold_the_same_bits()
    {
        (FloatMatrix a, FloatMatrix b) = (Draw(130, 2500, 1), Draw(2300, 2500, 2));
        float[] expected = new float[a.RowCount * b.RowCount];
        MatrixProduct.MultiplyTransposed(a, b, expected);
        foreach (int threads in new[] { 1, 3 })
        {
            int[] next = new int[a.RowCount];
            float[] result = new float[expected.Length];
            MatrixProduct.ForEachTile(
                a,
                b,
                tile =>
                {
                    for (int r = 0; r < tile.RowCount; r++)
                    {
                        Assert.AreEqual(next[tile.FirstRow + r], tile.FirstColumn, "gap or overlap");
                        next[tile.FirstRow + r] += tile.ColumnCount;
                        tile[r].CopyTo(result.AsSpan(((tile.FirstRow + r) * b.RowCount) + tile.FirstColumn));
                    }
                },
                new Parallelism(threads));
            Assert.IsTrue(next.All(n => n == b.RowCount));
            AssertSameBits(expected, result, $"{threads} threads");
        }
    }

    [TestMethod]
    public void An_offset_is_subtracted_from_all_rows()
    {
        (FloatMatrix a, FloatMatrix b) = (Draw(20, 70, 1), Draw(30, 70, 2));
        float[] offset = Draw(1, 70, 3).Span.ToArray();
        float[] expected = new float[20 * 30], result = new float[20 * 30];
        MatrixProduct.MultiplyTransposed(Shift(a), Shift(b), expected);
        MatrixProduct.ForEachTile(
            a,
            b,
            tile =>
            {
                for (int r = 0; r < tile.RowCount; r++)
                {
                    tile[r].CopyTo(result.AsSpan(((tile.FirstRow + r) * 30) + tile.FirstColumn));
                }
            },
            offset: offset);
        AssertSameBits(expected, result, "offset");

        FloatMatrix Shift(FloatMatrix rows) => new(rows.Span.ToArray().Select((v, i) => v - offset[i % 70]).ToArray(), rows.RowCount, 70);
    }

    [TestMethod]
    public void Empty_matrices_have_empty_products()
    {
        FloatMatrix some = Draw(3, 4, 1), none = Draw(0, 4, 2);
        MatrixProduct.MultiplyTransposed(some, none, Memory<float>.Empty);
        MatrixProduct.MultiplyTransposed(none, some, Memory<float>.Empty);
        MatrixProduct.ForEachTile(some, none, _ => Assert.Fail("a tile of nothing"));
        MatrixProduct.ForEachTile(none, some, _ => Assert.Fail("a tile of nothing"));
    }

    [TestMethod]
    public void Lengths_that_do_not_fit_together_are_refused()
    {
        FloatMatrix a = Draw(3, 4, 1);
        Assert.ThrowsExactly<ArgumentException>(() => MatrixProduct.MultiplyTransposed(a, Draw(3, 5, 1), new float[9]));
        Assert.ThrowsExactly<ArgumentException>(() => MatrixProduct.MultiplyTransposed(a, a, new float[8]));
        Assert.ThrowsExactly<ArgumentException>(() => MatrixProduct.ForEachTile(a, a, _ => { }, offset: new float[3]));
    }

    [TestMethod]
    public void A_cancelled_product_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            MatrixProduct.MultiplyTransposed(Draw(3, 4, 1), Draw(3, 4, 1), new float[9], new Parallelism(1, source.Token)));
    }

    [TestMethod]
    public void Norms_and_distances_are_those_in_double_precision()
    {
        foreach (int k in new[] { 1, 7, 8, 9, 100 })
        {
            FloatMatrix rows = Draw(5, k, 1);
            float[] offset = RowNorms.Mean(rows);
            double[] norms = new double[5], shifted = new double[5];
            RowNorms.ComputeSquared(rows, norms);
            RowNorms.ComputeSquared(rows, shifted, offset);
            for (int n = 0; n < 5; n++)
            {
                float[] row = rows[n].ToArray();
                Assert.AreEqual(row.Sum(v => (double)v * v), norms[n], 1e-13 * k);
                Assert.AreEqual(row.Zip(offset).Sum(p => Math.Pow((double)p.First - p.Second, 2)), shifted[n], 1e-13 * k);
                Assert.AreEqual(row.Zip(offset).Sum(p => (double)p.First * p.Second), RowNorms.Dot(row, offset), 1e-13 * k);
            }
        }
        Assert.IsTrue(RowNorms.Mean(Draw(0, 3, 1)).All(v => v == 0));
    }

    internal static FloatMatrix Draw(int rowCount, int columnCount, ulong seed)
    {
        var random = new SeededRandom(seed);
        float[] values = [.. Enumerable.Range(0, rowCount * columnCount).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        return new FloatMatrix(values, rowCount, columnCount);
    }

    private static void AssertSameBits(float[] expected, float[] result, string what) =>
        Assert.IsTrue(MemoryMarshal.Cast<float, int>(expected.AsSpan()).SequenceEqual(MemoryMarshal.Cast<float, int>(result.AsSpan())), what);
}
