using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>ActiveFT as its definition reads, in double precision.</summary>
internal static class ActiveFtTwin
{
    public static (double[][] Centroids, double[] Losses) Optimize(FloatMatrix features, FloatMatrix labeled, int[] start, ActiveFtTraining training)
    {
        double[][] f = [.. Enumerable.Range(0, features.RowCount).Select(i => Unit(features[i]))];
        double[][] known = [.. Enumerable.Range(0, labeled.RowCount).Select(i => Unit(labeled[i]))];
        double[][] theta = [.. start.Select(s => (double[])f[s].Clone())];
        double[][] m = [.. theta.Select(t => new double[t.Length])], v = [.. theta.Select(t => new double[t.Length])];
        double[] losses = new double[training.Iterations];
        double tau = training.Temperature;
        int width = features.ColumnCount, fixedCount = known.Length;
        for (int step = 0; step < training.Iterations; step++)
        {
            double[][] c = [.. known, .. theta.Select(t => Unit(t))];
            double[][] gradient = [.. c.Select(_ => new double[width])];
            double[] negative = [.. c.Select(cj => c.Sum(cm => Math.Exp(Dot(cm, cj) / tau)))];
            foreach (double[] fi in f)
            {
                int q = Enumerable.Range(0, c.Length).MaxBy(j => Dot(fi, c[j]));
                double positive = Math.Exp(Dot(fi, c[q]) / tau);
                double share = training.Balance * negative[q] / (positive + (training.Balance * negative[q]));
                losses[step] -= Math.Log(positive / (positive + (training.Balance * negative[q]))) / f.Length;
                for (int d = 0; d < width; d++)
                {
                    double pushed = c.Sum(cm => Math.Exp(Dot(cm, c[q]) / tau) * cm[d]) / negative[q];
                    gradient[q][d] += share * (pushed - fi[d]) / (tau * f.Length);
                }
            }
            for (int j = 0; j < theta.Length; j++)
            {
                double along = Dot(gradient[fixedCount + j], c[fixedCount + j]), length = Math.Sqrt(Dot(theta[j], theta[j]));
                for (int d = 0; d < width; d++)
                {
                    double g = (gradient[fixedCount + j][d] - (along * c[fixedCount + j][d])) / length;
                    m[j][d] = (0.9 * m[j][d]) + (0.1 * g);
                    v[j][d] = (0.999 * v[j][d]) + (0.001 * g * g);
                    double mHat = m[j][d] / (1 - Math.Pow(0.9, step + 1)), vHat = v[j][d] / (1 - Math.Pow(0.999, step + 1));
                    theta[j][d] -= training.LearningRate * mHat / (Math.Sqrt(vHat) + 1e-8);
                }
            }
        }
        return ([.. theta.Select(t => Unit(t))], losses);
    }

    /// <summary>Each pick is, among the rows not taken before, as near to its centroid as any other.</summary>
    public static void AssertNearest(FloatMatrix features, double[][] centroids, Pick[] picks, double tolerance)
    {
        Assert.AreEqual(centroids.Length, picks.Length);
        for (int j = 0; j < picks.Length; j++)
        {
            double best = Enumerable.Range(0, features.RowCount).Except(picks.Take(j).Select(p => p.Index)).Max(i => Dot(centroids[j], Unit(features[i])));
            Assert.AreEqual(best, Dot(centroids[j], Unit(features[picks[j].Index])), tolerance, $"pick {j}");
            Assert.AreEqual(best, picks[j].Score, tolerance, $"score of pick {j}");
        }
        Assert.AreEqual(picks.Length, picks.DistinctBy(p => p.Index).Count());
    }

    public static double[] Unit(ReadOnlySpan<float> row) => Unit(Array.ConvertAll(row.ToArray(), x => (double)x));

    public static double[] Unit(double[] row)
    {
        double length = Math.Sqrt(Dot(row, row));
        return [.. row.Select(x => length > 0 ? x / length : 0)];
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
