namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Graph cut: how alike the chosen rows are to all rows, less how alike they are to one another.</summary>
/// <remarks>
/// <para>
/// <c>f(A) = sum_{i in V, j in A} s_ij - lambda sum_{i, j in A} s_ij</c>, ordered pairs with the diagonal; gain of j:
/// <c>c_j - 2 lambda sum_{a in A} s_aj - lambda s_jj</c> with the column sums c. Linear algebra only for cosines and inner products: O(N d) to
/// start and O(N d) a pick, no N x N matrix; the column sums of the Euclidean similarity cost O(N^2 d) once, in O(N) memory.
/// </para>
/// <para>
/// Monotone for lambda up to 0.5. Submodular only where no similarity is negative: with raw cosines or inner products a gain may grow, and the
/// lazy optimiser is refused, which published code takes by default. Iyer 2015.
/// </para>
/// </remarks>
public sealed class GraphCut : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly double lambda;
    private readonly double[] gains;
    private readonly float[] similarities;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="kernel">Similarities of the rows with one another.</param>
    /// <param name="lambda">The weight of redundancy, at least 0.</param>
    public GraphCut(SimilarityKernel kernel, double lambda)
    {
        this.kernel = SquareKernel.Check(kernel);
        if (!(lambda >= 0 && double.IsFinite(lambda)))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "Lambda weighs redundancy: give a number of at least 0; up to 0.5 the function only grows.");
        }
        this.lambda = lambda;
        similarities = new float[kernel.Count];
        gains = new double[kernel.Count];
        kernel.SumRows(gains);
        for (int j = 0; j < gains.Length; j++)
        {
            gains[j] -= lambda * kernel.GetSelf(j);
        }
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => kernel.IsNonNegative || lambda == 0;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            gains[i] = this.gains[candidates[i]];
        }
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        value += gains[row];
        kernel.GetRow(row, similarities);
        for (int j = 0; j < gains.Length; j++)
        {
            gains[j] -= 2 * lambda * similarities[j];
        }
    }
}
