using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>
/// A Cholesky factor of <c>S + lambda I</c> that gains a row for each row added, and for each row what adding it would multiply the
/// determinant by: its residual.
/// </summary>
/// <remarks>
/// Residuals start as <c>d_j^2 = s_jj + lambda</c>; adding i as row t gives <c>e_j = (s_ij - sum_{u &lt; t} e_ui e_uj) / d_i</c> and
/// <c>d_j^2 -= e_j^2</c> (Chen, Zhang, Zhou 2018). A residual is exhausted, and 0 from then on, once it is at most the resolution of the kernel times
/// <c>|s_jj| + lambda</c>, but no more than <c>lambda / 2</c> if lambda is positive: without negative eigenvalues no residual is below lambda, so
/// then none is cut that is not rounding. All in double, blocks of rows on all threads, 8 bytes a row and addition.
/// </remarks>
internal sealed class CholeskyResiduals
{
    private const int BlockSize = 1024;

    private readonly double[] residuals;
    private readonly double[] smallest;
    private readonly List<double[]> factors = [];
    private readonly Parallelism parallelism;

    public CholeskyResiduals(ReadOnlySpan<double> diagonal, double lambda, double resolution, Parallelism parallelism)
    {
        this.parallelism = parallelism;
        residuals = new double[diagonal.Length];
        smallest = new double[diagonal.Length];
        for (int j = 0; j < residuals.Length; j++)
        {
            double relative = resolution * (Math.Abs(diagonal[j]) + lambda);
            smallest[j] = lambda > 0 ? Math.Min(relative, lambda / 2) : relative;
            residuals[j] = Cut(diagonal[j] + lambda, j);
        }
    }

    /// <summary>Whether the row lies in the span of those added.</summary>
    public bool IsExhausted(int row) => residuals[row] <= 0;

    /// <summary>Logarithm of what adding the row would multiply the determinant by; negative infinity if it is exhausted.</summary>
    public double Log(int row) => IsExhausted(row) ? double.NegativeInfinity : Math.Log(residuals[row]);

    /// <summary>As <see cref="Log"/>, but for an exhausted row the logarithm of the smallest residual that would not be: finite.</summary>
    public double LogAtLeast(int row) => Math.Log(IsExhausted(row) ? Math.Max(smallest[row], double.Epsilon) : residuals[row]);

    /// <summary>Adds a row; an exhausted one takes nothing from the others.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="similarities">Its similarities with all rows, or with the first ones if the others' residuals are not asked for again; becomes the factor's row.</param>
    public void Add(int row, double[] similarities)
    {
        if (IsExhausted(row))
        {
            return;
        }
        double scale = 1 / Math.Sqrt(residuals[row]);
        Blocks.ForEach(similarities.Length, BlockSize, parallelism, (_, first, count) =>
        {
            var part = similarities.AsSpan(first, count);
            foreach (double[] earlier in factors)
            {
                TensorPrimitives.FusedMultiplyAdd<double>(earlier.AsSpan(first, count), -earlier[row], part, part);
            }
            TensorPrimitives.Multiply<double>(part, scale, part);
            for (int j = 0; j < count; j++)
            {
                residuals[first + j] = Cut(residuals[first + j] - (part[j] * part[j]), first + j);
            }
        });
        factors.Add(similarities);
    }

    private double Cut(double residual, int row) => residual > smallest[row] ? residual : 0;
}
