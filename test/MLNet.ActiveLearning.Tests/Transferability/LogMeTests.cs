using MathNet.Numerics.LinearAlgebra;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

[TestClass]
public sealed class LogMeTests
{
    [TestMethod]
    public void Scores_equal_those_by_dense_ridge_solutions()
    {
        foreach ((int n, int d) in new[] { (300, 70), (70, 300), (150, 150), (5, 2), (3, 40), (2, 1) })
        {
            (double[] values, int[] labels) = Draw(n, d, 3);
            double expected = ComputeDensely(values, n, d, labels);
            Assert.AreEqual(expected, LogMe.Compute(new DoubleMatrix(values, n, d), labels).Score, 1e-8 * Math.Max(1, Math.Abs(expected)), $"{n} x {d}");
        }
    }

    [TestMethod]
    public void Scores_do_not_depend_on_threads()
    {
        foreach ((int n, int d) in new[] { (700, 300), (260, 900) })
        {
            (double[] values, int[] labels) = Draw(n, d, 5);
            var features = new DoubleMatrix(values, n, d);
            double one = LogMe.Compute(features, labels, parallelism: new Parallelism(1)).Score;
            Assert.AreEqual(one, LogMe.Compute(features, labels, parallelism: new Parallelism(3)).Score);
        }
    }

    [TestMethod]
    public void Features_that_separate_classes_score_higher()
    {
        (double[] values, int[] labels) = Draw(200, 20, 4, separation: 0.1);
        (double[] better, _) = Draw(200, 20, 4, separation: 2);
        Assert.IsTrue(LogMe.Compute(new DoubleMatrix(better, 200, 20), labels).Score > LogMe.Compute(new DoubleMatrix(values, 200, 20), labels).Score);
    }

    [TestMethod]
    public void A_class_without_rows_counts_only_when_asked()
    {
        (double[] values, int[] labels) = Draw(40, 6, 2);
        int[] apart = [.. labels.Select(l => l * 3)];
        var features = new DoubleMatrix(values, 40, 6);
        Assert.AreEqual(LogMe.Compute(features, labels).Score, LogMe.Compute(features, apart).Score);
        LogMeResult all = LogMe.Compute(features, apart, new LogMeOptions { KeepAbsentClasses = true });
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, all.Targets.Select(t => t.Target).ToArray());
    }

    [TestMethod]
    public void Inputs_that_mean_nothing_are_refused_with_the_row()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Expect("one label a row", new FloatMatrix(values, 3, 2), [0, 1]);
        Expect("row 1 is -1", new FloatMatrix(values, 3, 2), [0, -1, 1]);
        Expect("class 2 alone", new FloatMatrix(values, 3, 2), [2, 2, 2]);
        Expect("are 0", new FloatMatrix(new float[6], 3, 2), [0, 1, 1]);
        Expect("Row 2 of the features holds NaN", new FloatMatrix(new[] { 1, 2, 3, 4, 5, float.NaN }, 3, 2), [0, 1, 1]);
        Expect("no class", new FloatMatrix(Array.Empty<float>(), 0, 2), []);
        Assert.ThrowsExactly<ArgumentException>(() => LogMe.Compute(new FloatMatrix(values, 3, 2), [0, 1, 1], new LogMeOptions { Mode = (LogMeMode)9 }));

        static void Expect(string part, FloatMatrix features, int[] labels) =>
            StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => LogMe.Compute(features, labels)).Message, part);
    }

    internal static (double[] Values, int[] Labels) Draw(int rowCount, int width, int classCount, double separation = 0.5, ulong seed = 1)
    {
        var random = new SeededRandom(seed);
        int[] labels = [.. Enumerable.Range(0, rowCount).Select(n => n % classCount)];
        double[] values = new double[rowCount * width];
        for (int i = 0; i < values.Length; i++)
        {
            int label = labels[i / width];
            values[i] = (2 * random.NextDouble()) - 1 + (label == i % width % classCount ? separation : 0);
        }
        return (values, labels);
    }

    // By the formula, a dense system and a dense determinant each time.
    private static double ComputeDensely(double[] values, int n, int d, int[] labels)
    {
        Matrix<double> f = Matrix<double>.Build.DenseOfRowMajor(n, d, values), gram = f.TransposeThisAndMultiply(f), one = Matrix<double>.Build.DenseIdentity(d);
        return labels.Distinct().Average(label =>
        {
            Vector<double> y = Vector<double>.Build.Dense(n, i => labels[i] == label ? 1 : 0);
            (double alpha, double beta, double change, int steps) = (1, 1, 1, 0);
            double weights = 0, residual = 0;
            while (steps++ < 11 && change > 1e-3)
            {
                double t = alpha / beta;
                var ridge = (gram + (one * t)).Cholesky();
                Vector<double> m = ridge.Solve(f.TransposeThisAndMultiply(y));
                double gamma = d - (t * ridge.Solve(one).Trace());
                (weights, residual) = (m * m, Math.Pow((y - (f * m)).L2Norm(), 2));
                alpha = gamma / (weights + 1e-5);
                beta = (n - gamma) / (residual + 1e-5);
                change = Math.Abs((alpha / beta) - t) / t;
            }
            double logarithm = ((one * alpha) + (gram * beta)).Cholesky().DeterminantLn;
            return ((d * Math.Log(alpha)) + (n * Math.Log(beta)) - logarithm - (beta * residual) - (alpha * weights) - (n * Math.Log(2 * Math.PI))) / (2 * n);
        });
    }
}
