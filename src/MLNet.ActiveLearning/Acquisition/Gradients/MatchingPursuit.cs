namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Orthogonal matching pursuit with weights of 0 or more: few columns whose weighted sum is near a target.</summary>
internal static class MatchingPursuit
{
    /// <summary>Solves.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="target">T, as long as a column.</param>
    /// <param name="count">Steps at most.</param>
    /// <param name="settings">Solver, lambda and tolerance.</param>
    /// <param name="cancellationToken">Stops the pursuit.</param>
    public static PursuitResult Solve(GradientColumns columns, double[] target, int count, PursuitSettings settings, CancellationToken cancellationToken)
    {
        double targetNorm = Norm(target);
        double[] residual = [.. target];
        double residualNorm = targetNorm;
        double[] products = new double[columns.Count];
        double[] targetProducts = new double[columns.Count];
        columns.Multiply(target, targetProducts);
        targetProducts.CopyTo(products, 0);
        var equations = new NormalEquations(settings.Lambda, columns.Precision);
        List<int> chosen = [];
        double[] weights = [];
        List<double> norms = [];
        for (int step = 0; step < count; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int best = FindLargest(products);
            if (targetNorm == 0 || residualNorm < settings.Tolerance * targetNorm || best < 0 || products[best] <= 0 || chosen.Contains(best))
            {
                break;
            }
            double square = columns.InnerProduct(best, best);
            if (!equations.TryAdd([.. chosen.Select(other => columns.InnerProduct(best, other)), square], targetProducts[best]))
            {
                break;
            }
            chosen.Add(best);
            weights = step == 0 ? [targetProducts[best] / square] : SolveWeights(equations, chosen, settings.Solver);

            target.CopyTo(residual, 0);
            for (int i = 0; i < chosen.Count; i++)
            {
                columns.AddTo(chosen[i], -weights[i], residual);
            }
            residualNorm = Norm(residual);
            norms.Add(residualNorm);
            columns.Multiply(residual, products);
        }
        return new PursuitResult([.. chosen.Select((row, i) => new WeightedRow(row, weights[i]))], norms);
    }

    private static double[] SolveWeights(NormalEquations equations, List<int> chosen, PursuitSolver solver)
    {
        double[] weights = equations.Solve();
        if (solver == PursuitSolver.NonNegativeNormalEquations)
        {
            if (weights.All(w => w >= 0))
            {
                return weights;
            }
            (double[][] matrix, double[] right) = equations.ToDense();
            return NonNegativeLeastSquares.Solve(matrix, right);
        }
        while (weights.Length > 0 && weights.Min() < 0)
        {
            int worst = Array.IndexOf(weights, weights.Min());
            equations.RemoveAt(worst);
            chosen.RemoveAt(worst);
            weights = equations.Solve();
        }
        return weights;
    }

    private static int FindLargest(double[] products)
    {
        int best = products.Length == 0 ? -1 : 0;
        for (int i = 1; i < products.Length; i++)
        {
            best = products[i] > products[best] ? i : best;
        }
        return best;
    }

    private static double Norm(double[] vector)
    {
        double sum = 0;
        foreach (double value in vector)
        {
            sum += value * value;
        }
        return Math.Sqrt(sum);
    }
}
