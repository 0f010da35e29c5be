using System.Numerics;
using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>The linear models of all targets on the same features, by the smaller Gram matrix in tridiagonal form.</summary>
/// <remarks>
/// With <c>F'F = Q T Q'</c> for N above D: <c>w = (T + t I)^-1 Q'F'y</c>, m = Q w, <c>|y - F m|^2 = y'y - w'Q'F'y - t |w|^2</c>. With <c>F F' = Q T Q'</c> otherwise:
/// <c>w = (T + t I)^-1 Q'y</c>, m = F'Q w, <c>|m|^2 = w'Q'y - t |w|^2</c>, <c>|y - F m|^2 = t^2 |w|^2</c>. So neither eigenvectors nor a division by a small eigenvalue.
/// </remarks>
internal static class EvidenceModel
{
    private const int MostIterations = 11;
    private const double Epsilon = 1e-5;
    private const double Rounding = 1.0 / (1L << 52);

    public static LogMeResult Fit<T>(
        ReadOnlyMemory<T> features, int rowCount, int width, int[] names, double[] targets, LogMeOptions? options, Parallelism parallelism)
        where T : unmanaged, INumberBase<T>
    {
        options ??= new LogMeOptions();
        if (!Enum.IsDefined(options.Mode))
        {
            throw new ArgumentException($"Mode is {options.Mode}; give one of {string.Join(", ", Enum.GetNames<LogMeMode>())}.", nameof(options));
        }
        FeatureCheck.Require(features.Span, width, "features");
        bool isTall = rowCount > width;
        int size = Math.Min(rowCount, width);
        if ((long)size * size > Array.MaxLength)
        {
            throw new ArgumentException($"The features have {rowCount} rows of {width} values; their Gram matrix of {size} x {size} is more than one array can hold. Take fewer rows or features.", nameof(features));
        }
        double[] gram = new double[size * size];
        if (isTall)
        {
            var columns = new ColumnPanels<T>(features, width);
            SymmetricProduct.AddLower(columns, columns, rowCount, gram, size, size, parallelism);
        }
        else
        {
            var rows = new RowPanels<T>(features, width);
            SymmetricProduct.AddLower(rows, rows, width, gram, size, size, parallelism);
        }
        TridiagonalForm form = TridiagonalForm.Reduce(gram, size, parallelism);
        double[] eigenvalues = TridiagonalEigenvalues.Compute(form.Diagonal, form.OffDiagonal);
        for (int i = 0; i < size; i++)
        {
            // What rounding makes of 0 may lie below it.
            eigenvalues[i] = Math.Max(0, eigenvalues[i]);
        }
        double[] projected = isTall ? Project(features, rowCount, width, targets, names.Length, parallelism) : targets.ToArray();
        var results = new LogMeTarget[names.Length];
        var problem = new Problem(form, eigenvalues, rowCount, width, isTall, options.Mode);
        Blocks.ForEach(names.Length, 1, parallelism, (_, k, _) =>
        {
            Span<double> vector = projected.AsSpan(k * size, size);
            form.TurnIn(vector);
            double total = TensorPrimitives.SumOfSquares<double>(targets.AsSpan(k * rowCount, rowCount));
            (LogMeTarget result, double[] solution) = Solve(problem, vector, total, names[k]);
            results[k] = options.ComputeWeights ? result with { Weights = GetWeights(form, solution, features.Span, width, isTall) } : result;
        });
        return new LogMeResult(results.Average(r => r.Evidence), results);
    }

    private static (LogMeTarget Target, double[] Solution) Solve(Problem problem, ReadOnlySpan<double> vector, double total, int name)
    {
        double[] eigenvalues = problem.Eigenvalues, solution = new double[vector.Length], factors = new double[vector.Length];
        double smallest = Math.Max(double.Epsilon / Rounding, eigenvalues[^1] * Rounding), limit = problem.Mode == LogMeMode.Icml ? 0.01 : 1e-3;
        int n = problem.RowCount, iterations = 0;
        double alpha = 1, beta = 1, weights, residual, shift, change;
        do
        {
            shift = alpha / beta;
            problem.Form.Solve(shift, smallest, vector, solution, factors);
            double square = TensorPrimitives.SumOfSquares<double>(solution), along = TensorPrimitives.Dot(vector, solution);
            weights = problem.IsTall ? square : Math.Max(0, along - (shift * square));
            residual = problem.IsTall ? Math.Max(0, total - along - (shift * square)) : shift * shift * square;
            double effective = 0;
            foreach (double value in eigenvalues)
            {
                effective += value / (value + shift);
            }
            alpha = effective / (weights + Epsilon);
            beta = (n - effective) / (residual + Epsilon);
            change = Math.Abs((alpha / beta) - shift) / shift;
            iterations++;
        }
        while (iterations < MostIterations && (problem.Mode == LogMeMode.Icml ? change >= limit : change > limit));
        double evidence = GetEvidence(problem, alpha, beta, weights, residual);
        return double.IsFinite(evidence)
            ? (new LogMeTarget(name, evidence, alpha, beta, iterations, null), solution)
            : throw new ArgumentException(
                $"The evidence of target {name} is {evidence} (alpha {alpha:G4}, beta {beta:G4}): the features lie outside the range that it can be computed in. Scale them to about unit size.", nameof(problem));
    }

    private static double GetEvidence(Problem problem, double alpha, double beta, double weights, double residual)
    {
        (int n, int d) = (problem.RowCount, problem.Width);
        double logarithms = 0;
        foreach (double value in problem.Eigenvalues)
        {
            logarithms += Math.Log(alpha + (beta * value));
        }
        if (problem.Mode != LogMeMode.Released)
        {
            // The remaining eigenvalues are 0.
            logarithms += (d - problem.Eigenvalues.Length) * Math.Log(alpha);
        }
        double guard = problem.Mode == LogMeMode.Icml ? Epsilon : 0;
        double sum = (d * Math.Log(alpha)) + (n * Math.Log(beta)) - logarithms - (beta * (residual + guard)) - (alpha * (weights + guard)) - (n * Math.Log(2 * Math.PI));
        return sum / (2.0 * n);
    }

    // F'y for each target, (K, D). The rows of a target are taken in order, whatever the number of threads.
    private static double[] Project<T>(ReadOnlyMemory<T> features, int rowCount, int width, double[] targets, int count, Parallelism parallelism)
        where T : unmanaged, INumberBase<T>
    {
        double[] sums = new double[checked(count * width)];
        Blocks.ForEach(count, 1, parallelism, (_, k, _) =>
        {
            Span<double> sum = sums.AsSpan(k * width, width);
            ReadOnlySpan<T> all = features.Span;
            for (int n = 0; n < rowCount; n++)
            {
                double factor = targets[(k * rowCount) + n];
                if (factor == 0)
                {
                    continue;
                }
                ReadOnlySpan<T> row = all.Slice(n * width, width);
                for (int i = 0; i < row.Length; i++)
                {
                    sum[i] += factor * double.CreateTruncating(row[i]);
                }
            }
        });
        return sums;
    }

    private static double[] GetWeights<T>(TridiagonalForm form, double[] solution, ReadOnlySpan<T> features, int width, bool isTall)
        where T : unmanaged, INumberBase<T>
    {
        form.TurnOut(solution);
        if (isTall)
        {
            return solution;
        }
        double[] weights = new double[width];
        for (int n = 0; n < solution.Length; n++)
        {
            ReadOnlySpan<T> row = features.Slice(n * width, width);
            for (int i = 0; i < width; i++)
            {
                weights[i] += solution[n] * double.CreateTruncating(row[i]);
            }
        }
        return weights;
    }

    /// <summary>What the models of all targets share.</summary>
    private sealed record Problem(TridiagonalForm Form, double[] Eigenvalues, int RowCount, int Width, bool IsTall, LogMeMode Mode);
}
