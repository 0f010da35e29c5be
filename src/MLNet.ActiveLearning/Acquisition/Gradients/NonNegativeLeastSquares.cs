namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Least squares with weights of 0 or more: <c>min |M w - q|</c>, w &gt;= 0.</summary>
/// <remarks>Lawson and Hanson, "Solving Least Squares Problems", 1974, chapter 23; the inner problems by Householder reflections.</remarks>
internal static class NonNegativeLeastSquares
{
    public static double[] Solve(double[][] matrix, double[] right)
    {
        int size = right.Length;
        double[] w = new double[size];
        var isFree = new bool[size];
        double scale = matrix.SelectMany(row => row).Select(Math.Abs).DefaultIfEmpty(0).Max() * right.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int step = 0; step < 3 * size; step++)
        {
            double[] slopes = Slopes(matrix, right, w);
            int enters = -1;
            for (int i = 0; i < size; i++)
            {
                if (!isFree[i] && slopes[i] > 1e-12 * scale && (enters < 0 || slopes[i] > slopes[enters]))
                {
                    enters = i;
                }
            }
            if (enters < 0)
            {
                break;
            }
            isFree[enters] = true;
            while (true)
            {
                int[] free = [.. Enumerable.Range(0, size).Where(i => isFree[i])];
                double[] solution = SolveFree(matrix, right, free);
                if (solution.All(s => s > 0))
                {
                    Array.Clear(w);
                    for (int i = 0; i < free.Length; i++)
                    {
                        w[free[i]] = solution[i];
                    }
                    break;
                }
                MoveToBoundary(w, free, solution, isFree);
                if (!isFree.Contains(true))
                {
                    break;
                }
            }
        }
        return w;
    }

    // As far from w towards the solution as no weight becomes negative; those that become 0 are fixed there.
    private static void MoveToBoundary(double[] w, int[] free, double[] solution, bool[] isFree)
    {
        double share = 1;
        for (int i = 0; i < free.Length; i++)
        {
            if (solution[i] <= 0)
            {
                share = Math.Min(share, w[free[i]] / (w[free[i]] - solution[i]));
            }
        }
        share = double.IsFinite(share) ? share : 0;
        for (int i = 0; i < free.Length; i++)
        {
            w[free[i]] += share * (solution[i] - w[free[i]]);
            if (solution[i] <= 0 && w[free[i]] <= 1e-14)
            {
                w[free[i]] = 0;
                isFree[free[i]] = false;
            }
        }
    }

    private static double[] Slopes(double[][] matrix, double[] right, double[] w)
    {
        double[] slopes = new double[w.Length];
        for (int i = 0; i < right.Length; i++)
        {
            double residual = right[i];
            for (int j = 0; j < w.Length; j++)
            {
                residual -= matrix[i][j] * w[j];
            }
            for (int j = 0; j < w.Length; j++)
            {
                slopes[j] += matrix[i][j] * residual;
            }
        }
        return slopes;
    }

    private static double[] SolveFree(double[][] matrix, double[] right, int[] free)
    {
        int rows = right.Length;
        double[][] a = [.. free.Select(c => matrix.Select(row => row[c]).ToArray())];
        double[] q = [.. right];
        double[] diagonal = new double[free.Length];
        for (int c = 0; c < free.Length; c++)
        {
            double[] v = a[c];
            double norm = 0;
            for (int i = c; i < rows; i++)
            {
                norm += v[i] * v[i];
            }
            norm = Math.Sqrt(norm);
            diagonal[c] = v[c] > 0 ? -norm : norm;
            v[c] -= diagonal[c];
            double square = 0;
            for (int i = c; i < rows; i++)
            {
                square += v[i] * v[i];
            }
            if (square == 0)
            {
                continue;
            }
            for (int other = c + 1; other < free.Length; other++)
            {
                Reflect(v, a[other], c, square);
            }
            Reflect(v, q, c, square);
        }
        double[] solution = new double[free.Length];
        for (int c = free.Length - 1; c >= 0; c--)
        {
            double value = q[c];
            for (int other = c + 1; other < free.Length; other++)
            {
                value -= a[other][c] * solution[other];
            }
            solution[c] = diagonal[c] == 0 ? 0 : value / diagonal[c];
        }
        return solution;
    }

    private static void Reflect(double[] v, double[] target, int from, double square)
    {
        double product = 0;
        for (int i = from; i < target.Length; i++)
        {
            product += v[i] * target[i];
        }
        double factor = 2 * product / square;
        for (int i = from; i < target.Length; i++)
        {
            target[i] -= factor * v[i];
        }
    }
}
