namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Log-determinant: the volume that the chosen rows span, as the most probable set of a determinantal point process.</summary>
/// <remarks>
/// <para>
/// <c>f(A) = ln det(S_A + lambda I)</c>, 0 for the empty set. Incremental Cholesky rows (Chen, Zhang, Zhou 2018): residuals
/// <c>d_j^2 = s_jj + lambda</c>, gain <c>ln d_j^2</c>; after choosing i as row t: <c>e_j = (s_ij - sum_{u &lt; t} e_ui e_uj) / d_i</c>,
/// <c>d_j^2 -= e_j^2</c>. O(N (d + t)) a pick, 8 N k bytes, one row of the kernel a pick, no N x N matrix.
/// </para>
/// <para>
/// In double precision throughout, similarities included if the kernel was made from rows: once more rows are chosen than they have numbers, the
/// residuals of inner products are all but lambda, digits that Single has lost.
/// </para>
/// <para>
/// Submodular for kernels without negative eigenvalues, which all <see cref="SimilarityMetric"/>s give; gains may be negative. With lambda = 0
/// a row in the span of those chosen has gain negative infinity, never NaN, where published code takes the logarithm of negative residuals: its
/// residual is at most 1e-12 of the diagonal (1e-6 for a kernel of given values, which are in Single). A positive lambda bounds all residuals from
/// below and no residual above <c>lambda / 2</c> is cut. With a constant diagonal all first gains are equal: row 0 is first, or a given start.
/// </para>
/// </remarks>
public sealed class LogDeterminant : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly CholeskyResiduals residuals;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="kernel">Similarities of the rows with one another; need not be in memory, see <see cref="SimilarityKernel"/>.</param>
    /// <param name="lambda">Added to the diagonal, at least 0.</param>
    public LogDeterminant(SimilarityKernel kernel, double lambda)
    {
        this.kernel = SquareKernel.Check(kernel);
        if (!(lambda >= 0 && double.IsFinite(lambda)))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "Lambda is added to the diagonal: give a number of at least 0; with 1 all gains of a non-negative kernel are at least 0.");
        }
        residuals = new CholeskyResiduals(kernel.GetDiagonal(), lambda, kernel.Resolution, kernel.Parallelism);
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
            gains[i] = residuals.Log(candidates[i]);
        }
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        value += residuals.Log(row);
        if (residuals.IsExhausted(row))
        {
            return;
        }
        double[] similarities = new double[Count];
        kernel.GetPreciseRow(row, similarities);
        residuals.Add(row, similarities);
    }
}
