using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Set functions by their formulas, in double precision, anew for every set.</summary>
internal sealed class NaiveSetFunction
{
    private readonly SetFunctionOptions options;
    private readonly double[][] rows;
    private readonly double[][] similarities;

    public NaiveSetFunction(FloatMatrix matrix, SetFunctionOptions options)
    {
        this.options = options;
        rows = [.. Enumerable.Range(0, matrix.RowCount).Select(n => matrix[n].ToArray().Select(v => (double)v).ToArray())];
        similarities = [.. rows.Select(x => rows.Select(y => Similarity(x, y)).ToArray())];
    }

    public double Evaluate(IReadOnlyCollection<int> set) => options.Function switch
    {
        SetFunctionKind.FacilityLocation => rows.Select((_, i) => set.Select(j => similarities[i][j]).Append(0).Max()).Sum(),
        SetFunctionKind.DisparityMin => set.Count < 2 ? 0 : Pairs(set).Min(),
        SetFunctionKind.DisparitySum => Pairs(set).Sum(),
        SetFunctionKind.GraphCut => set.Sum(j => similarities.Sum(row => row[j])) - ((options.Lambda ?? 0.5) * set.Sum(i => set.Sum(j => similarities[i][j]))),
        SetFunctionKind.SaturatedCoverage => similarities.Sum(row => Math.Min(set.Sum(j => row[j]), options.Alpha * row.Sum()) - Math.Min(0, options.Alpha * row.Sum())),
        SetFunctionKind.FeatureBased => Enumerable.Range(0, rows[0].Length).Sum(f => Math.Log(1 + set.Sum(i => Scaled(i, f)))),
        _ => LogDeterminant([.. set]),
    };

    private double Similarity(double[] x, double[] y)
    {
        double product = x.Zip(y, (a, b) => a * b).Sum(), norms = Math.Sqrt(x.Sum(a => a * a) * y.Sum(b => b * b));
        double cosine = norms > 0 ? product / norms : 0;
        return options.Metric switch
        {
            SimilarityMetric.Cosine => cosine,
            SimilarityMetric.Cosine01 => (1 + cosine) / 2,
            SimilarityMetric.Dot => product,
            _ => Math.Exp(-Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum()) / x.Length),
        };
    }

    private IEnumerable<double> Pairs(IReadOnlyCollection<int> set) => set.SelectMany(i => set.Where(j => j < i).Select(j => 1 - similarities[i][j]));

    private double Scaled(int row, int feature)
    {
        double lowest = rows.Min(r => r[feature]), highest = rows.Max(r => r[feature]);
        return highest > lowest ? (rows[row][feature] - lowest) / (highest - lowest) : 0;
    }

    private double LogDeterminant(int[] set)
    {
        // Gaussian elimination of S_A + lambda I.
        double[][] m = [.. set.Select(i => set.Select(j => similarities[i][j] + (i == j ? options.Lambda ?? 1 : 0)).ToArray())];
        double sum = 0;
        for (int p = 0; p < m.Length; p++)
        {
            sum += Math.Log(m[p][p]);
            for (int i = p + 1; i < m.Length; i++)
            {
                double factor = m[i][p] / m[p][p];
                for (int j = p; j < m.Length; j++)
                {
                    m[i][j] -= factor * m[p][j];
                }
            }
        }
        return sum;
    }
}
