using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Log-determinant: the volume that the chosen rows span, as the most probable set of a determinantal point process.</summary>
/// <remarks>
/// <para>
/// <c>f(A) = ln det(S_A + lambda I)</c>, 0 for the empty set. Incremental Cholesky rows (Chen, Zhang, Zhou 2018): residuals
/// <c>d_j^2 = s_jj + lambda</c>, gain <c>ln d_j^2</c>; after choosing i as row t: <c>e_j = (s_ij - sum_{u &lt; t} e_ui e_uj) / d_i</c>,
/// <c>d_j^2 -= e_j^2</c>. O(N (d + t)) a pick, 4 N k bytes, one row of the kernel a pick, no N x N matrix.
/// </para>
/// <para>
/// Submodular for kernels without negative eigenvalues, which all <see cref="SimilarityMetric"/>s give; gains may be negative. A residual below 1e-6
/// of the diagonal, which kernels in Single do not resolve, is 0 and its gain negative infinity, never NaN; published code takes the logarithm of negative
/// residuals. With a constant diagonal all first gains are equal: row 0 is first, or a given start.
/// </para>
/// </remarks>
public sealed class LogDeterminant : SetFunction
{
    private const double Resolution = 1e-6;
    private const int BlockSize = 1024;

    // Factors of which the products are summed in Single.
    private const int GroupSize = 8;

    private readonly SimilarityKernel kernel;
    private readonly double[] diagonal;
    private readonly double[] residuals;
    private readonly float[] similarities;
    private readonly List<float[]> factors = [];
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="kernel">Similarities of the rows with one another.</param>
    /// <param name="lambda">Added to the diagonal, at least 0.</param>
    public LogDeterminant(SimilarityKernel kernel, double lambda)
    {
        this.kernel = SquareKernel.Check(kernel);
        if (!(lambda >= 0 && double.IsFinite(lambda)))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "Lambda is added to the diagonal: give a number of at least 0; with 1 all gains of a non-negative kernel are at least 0.");
        }
        diagonal = new double[kernel.Count];
        for (int j = 0; j < diagonal.Length; j++)
        {
            diagonal[j] = kernel.GetSelf(j) + lambda;
        }
        residuals = [.. diagonal];
        similarities = new float[kernel.Count];
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => true;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            gains[i] = Gain(candidates[i]);
        }
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        value += Gain(row);
        if (residuals[row] <= 0)
        {
            // It lies in the span of those chosen: it takes nothing from the others.
            return;
        }
        kernel.GetRow(row, similarities);
        double root = Math.Sqrt(residuals[row]);
        float[] factor = GC.AllocateUninitializedArray<float>(Count);
        Blocks.ForEach(Count, BlockSize, kernel.Parallelism, (_, first, count) =>
        {
            Span<double> sum = stackalloc double[BlockSize];
            Span<float> part = stackalloc float[BlockSize];
            Span<double> wide = stackalloc double[BlockSize];
            sum = sum[..count];
            part = part[..count];
            wide = wide[..count];
            TensorPrimitives.ConvertTruncating<float, double>(similarities.AsSpan(first, count), sum);
            // A few products are summed in Single, which factors are in; the sum over all of them is in double.
            for (int t = 0; t < factors.Count; t += GroupSize)
            {
                part.Clear();
                for (int u = t; u < Math.Min(t + GroupSize, factors.Count); u++)
                {
                    TensorPrimitives.FusedMultiplyAdd(factors[u].AsSpan(first, count), factors[u][row], part, part);
                }
                TensorPrimitives.ConvertTruncating<float, double>(part, wide);
                TensorPrimitives.Subtract<double>(sum, wide, sum);
            }
            for (int j = 0; j < count; j++)
            {
                factor[first + j] = (float)(sum[j] / root);
                double residual = residuals[first + j] - ((double)factor[first + j] * factor[first + j]);
                residuals[first + j] = residual > Resolution * diagonal[first + j] ? residual : 0;
            }
        });
        factors.Add(factor);
    }

    private double Gain(int row) => residuals[row] > 0 ? Math.Log(residuals[row]) : double.NegativeInfinity;
}
