using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>The measures as their definitions read: values of whole sets, in double precision, over explicit rows.</summary>
/// <param name="Pool">Rows to choose from.</param>
/// <param name="Queries">What to find.</param>
/// <param name="Avoided">What to avoid.</param>
/// <param name="Weights">eta, nu, lambda, g.</param>
internal sealed record TargetedTwin(double[][] Pool, double[][] Queries, double[][] Avoided, TargetedWeights Weights)
{
    public static double[][] RowsOf(FloatMatrix rows) => [.. Enumerable.Range(0, rows.RowCount).Select(i => Array.ConvertAll(rows[i].ToArray(), x => (double)x))];

    /// <summary>Gradients written out: biases, then weights class by class.</summary>
    public static double[][] GradientsOf(FloatMatrix probabilities, FloatMatrix embeddings, int[] classes) =>
        [.. Enumerable.Range(0, probabilities.RowCount).Select(i =>
        {
            double[] a = [.. probabilities[i].ToArray().Select((p, c) => p - (c == classes[i] ? 1.0 : 0))];
            float[] h = embeddings[i].ToArray();
            return (double[])[.. a, .. a.SelectMany(x => h.Select(y => x * y))];
        })];

    public double Evaluate(TargetedMeasure measure, IReadOnlyList<int> chosen)
    {
        double[][] a = [.. chosen.Select(i => Pool[i])];
        (double eta, double nu, double lambda) = (Weights.Eta, Weights.Nu, Weights.Lambda);
        double Max(double[] row, double[][] set) => set.Length == 0 ? 0 : set.Max(other => Similarity(row, other));
        double Sum(double[] row, double[][] set) => set.Sum(other => Similarity(row, other));
        return measure switch
        {
            TargetedMeasure.Flqmi => Queries.Sum(q => Max(q, a)) + (eta * a.Sum(j => Max(j, Queries))),
            TargetedMeasure.Flvmi => Pool.Sum(i => Math.Min(Max(i, a), eta * Max(i, Queries))),
            TargetedMeasure.Gcmi => a.Sum(j => Sum(j, Queries)),
            TargetedMeasure.Com => (eta * a.Sum(j => Concave(Sum(j, Queries)))) + Queries.Sum(q => Concave(Sum(q, a))),
            TargetedMeasure.Flcg => Pool.Sum(i => Math.Max(Max(i, a) - (nu * Max(i, Avoided)), 0)),
            TargetedMeasure.Flcmi => Pool.Sum(i => Math.Max(Math.Min(Max(i, a), eta * Max(i, Queries)) - (nu * Max(i, Avoided)), 0)),
            TargetedMeasure.Gccg => a.Sum(j => Sum(j, Pool)) - (lambda * a.Sum(j => Sum(j, a))) - (2 * lambda * nu * a.Sum(j => Sum(j, Avoided))),
            TargetedMeasure.LogDetMi => LogDet(a, [], []) + LogDet([], Queries, []) - LogDet(a, Queries, []),
            TargetedMeasure.LogDetCg => LogDet(a, [], Avoided) - LogDet([], [], Avoided),
            _ => LogDet(a, [], Avoided) + LogDet([], Queries, Avoided) - LogDet(a, Queries, Avoided) - LogDet([], [], Avoided),
        };
    }

    private static double Similarity(double[] x, double[] y)
    {
        double norms = Math.Sqrt(x.Sum(v => v * v)) * Math.Sqrt(y.Sum(v => v * v));
        return norms > 0 ? (1 + (x.Zip(y, (a, b) => a * b).Sum() / norms)) / 2 : 0.5;
    }

    private double Concave(double x) => Weights.Concave switch
    {
        ConcaveFunction.SquareRoot => Math.Sqrt(x),
        ConcaveFunction.Logarithm => Math.Log(1 + x),
        _ => 1 - (1 / (1 + x)),
    };

    // ln det of the block kernel over some rows of the pool, queries and private rows, by elimination.
    private double LogDet(double[][] pool, double[][] queries, double[][] avoided)
    {
        (double[] Row, int Set)[] all = [.. pool.Select(r => (r, 0)), .. queries.Select(r => (r, 1)), .. avoided.Select(r => (r, 2))];
        double Scale(int s, int t) => (Math.Min(s, t), Math.Max(s, t)) switch { (0, 1) => Weights.Eta, (0, 2) => Weights.Nu, _ => 1 };
        double[][] b = [.. all.Select((x, i) => all.Select((y, j) => (Scale(x.Set, y.Set) * Similarity(x.Row, y.Row)) + (i == j ? Weights.Lambda : 0)).ToArray())];
        double sum = 0;
        for (int k = 0; k < b.Length; k++)
        {
            sum += Math.Log(b[k][k]);
            for (int i = k + 1; i < b.Length; i++)
            {
                double factor = b[i][k] / b[k][k];
                for (int j = k; j < b.Length; j++)
                {
                    b[i][j] -= factor * b[k][j];
                }
            }
        }
        return sum;
    }
}
