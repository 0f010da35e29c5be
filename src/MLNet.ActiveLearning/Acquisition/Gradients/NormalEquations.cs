namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>The regularised normal equations <c>(A'A + lambda I) w = A'T</c> of the columns chosen so far, factorised as they come.</summary>
/// <param name="lambda">0 or more.</param>
/// <param name="precision">Relative error of the products: what is left of a column's square below this share lies in the span of the others.</param>
internal sealed class NormalEquations(double lambda, double precision)
{
    private readonly List<double[]> products = [];
    private readonly List<double> targets = [];
    private readonly List<double[]> factor = [];

    public int Count => targets.Count;

    /// <summary>Adds a column: O(n^2).</summary>
    /// <param name="row">Its products with the columns before it, then with itself; without lambda.</param>
    /// <param name="target">Its product with the target.</param>
    /// <returns>Whether it was added; not if it depends on the others.</returns>
    public bool TryAdd(double[] row, double target)
    {
        double[]? factorRow = Factorize(row);
        if (factorRow is null)
        {
            return false;
        }
        products.Add(row);
        targets.Add(target);
        factor.Add(factorRow);
        return true;
    }

    /// <summary>Removes a column: O(n^3) at worst, from its place on.</summary>
    public void RemoveAt(int index)
    {
        double[][] later = [.. products.Skip(index + 1).Select(row => (double[])[.. row.Take(index), .. row.Skip(index + 1)])];
        double[] laterTargets = [.. targets.Skip(index + 1)];
        products.RemoveRange(index, Count - index);
        factor.RemoveRange(index, factor.Count - index);
        targets.RemoveRange(index, targets.Count - index);
        for (int i = 0; i < later.Length; i++)
        {
            // With a column less the others are no less independent; rounding may say otherwise, so the factor is forced.
            products.Add(later[i]);
            targets.Add(laterTargets[i]);
            factor.Add(Factorize(later[i], forced: true)!);
        }
    }

    /// <summary>The weights of all columns, of any sign: O(n^2).</summary>
    public double[] Solve()
    {
        double[] w = [.. targets];
        for (int i = 0; i < w.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                w[i] -= factor[i][j] * w[j];
            }
            w[i] /= factor[i][i];
        }
        for (int i = w.Length - 1; i >= 0; i--)
        {
            w[i] /= factor[i][i];
            for (int j = 0; j < i; j++)
            {
                w[j] -= factor[i][j] * w[i];
            }
        }
        return w;
    }

    /// <summary>The matrix <c>A'A + lambda I</c> in full, and the right side.</summary>
    public (double[][] Matrix, double[] Right) ToDense()
    {
        double[][] matrix = [.. products.Select(_ => new double[Count])];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i][j] = matrix[j][i] = products[i][j] + (i == j ? lambda : 0);
            }
        }
        return (matrix, [.. targets]);
    }

    private double[]? Factorize(double[] row, bool forced = false)
    {
        int n = row.Length - 1;
        double[] result = new double[n + 1];
        double diagonal = row[n] + lambda;
        double left = diagonal;
        for (int j = 0; j < n; j++)
        {
            double value = row[j];
            for (int m = 0; m < j; m++)
            {
                value -= result[m] * factor[j][m];
            }
            result[j] = value / factor[j][j];
            left -= result[j] * result[j];
        }
        if (!(left > precision * diagonal))
        {
            if (!forced)
            {
                return null;
            }
            left = precision * diagonal;
        }
        result[n] = Math.Sqrt(left);
        return result;
    }
}
