using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Similarities in Single of rows that are nearly parallel, close beside their norms, or long.</summary>
[TestClass]
public sealed class SimilarityPrecisionTests
{
    [TestMethod]
    public void Cosines_of_nearly_parallel_rows_are_not_rounded_to_1()
    {
        foreach (int width in new[] { 2, 5, 19, 300 })
        {
            FloatMatrix rows = NearCopies(width, scale: 1);
            float[] all = new float[rows.RowCount * rows.RowCount];
            SimilarityKernels.Compute(rows, rows, SimilarityMetric.Cosine, all);
            for (int i = 0; i < rows.RowCount; i++)
            {
                for (int j = 0; j < rows.RowCount; j++)
                {
                    double expected = Sum(rows, i, j, (x, y) => x * y) / Math.Sqrt(Sum(rows, i, i, (x, y) => x * y) * Sum(rows, j, j, (x, y) => x * y));
                    Assert.AreEqual(expected, all[(i * rows.RowCount) + j], 7e-7, $"width {width}, ({i}, {j})");
                }
            }
        }
    }

    [TestMethod]
    public void Euclidean_similarities_have_a_small_relative_error_whatever_the_norms()
    {
        foreach (int width in new[] { 1, 2, 8, 64, 512 })
        {
            foreach (double scale in new[] { 0.1, 1, 3, 30, 1000 })
            {
                FloatMatrix rows = NearCopies(width, scale);
                float[] all = new float[rows.RowCount * rows.RowCount];
                SimilarityKernels.Compute(rows, rows, SimilarityMetric.Euclidean, all);
                for (int i = 0; i < rows.RowCount; i++)
                {
                    for (int j = 0; j < rows.RowCount; j++)
                    {
                        double expected = Math.Exp(-Math.Sqrt(Sum(rows, i, j, (x, y) => (x - y) * (x - y))) / width);
                        // Below it Single has fewer digits.
                        double tolerance = Math.Max(1e-6 * expected, 1e-44);
                        Assert.AreEqual(expected, all[(i * rows.RowCount) + j], tolerance, $"width {width}, scale {scale}, ({i}, {j})");
                    }
                }
            }
        }
    }

    private static double Sum(FloatMatrix rows, int i, int j, Func<double, double, double> term)
    {
        double sum = 0;
        for (int k = 0; k < rows.ColumnCount; k++)
        {
            sum += term(rows[i][k], rows[j][k]);
        }
        return sum;
    }

    // Six rows and copies of each that differ more and more.
    private static FloatMatrix NearCopies(int width, double scale)
    {
        var random = new SeededRandom((ulong)width);
        double Number() => (2 * random.NextDouble()) - 1;
        var rows = new List<float[]>();
        for (int c = 0; c < 6; c++)
        {
            double[] row = [.. Enumerable.Range(0, width).Select(_ => scale * Number())];
            foreach (double difference in new[] { 0, 1e-5, 3e-4, 1e-3, 1e-2, 0.1 })
            {
                rows.Add([.. row.Select(x => (float)(x + (difference * scale * Number())))]);
            }
        }
        return new FloatMatrix(rows.SelectMany(r => r).ToArray(), rows.Count, width);
    }
}
