namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Disparity-sum: how far apart the chosen rows are in all.</summary>
/// <remarks>
/// <para>
/// <c>f(A) = sum_{i &lt; j in A} (1 - s_ij)</c>, unordered pairs; gain of j: <c>sum_{a in A} (1 - s_aj)</c>, kept up to date with one row of the
/// kernel a pick: O(N d), no N x N matrix. All first gains are 0, so the first row is row 0 or a given start.
/// </para>
/// <para>Supermodular: lazy optimisers, which published code takes by default, return the last rows in descending order whatever the data.</para>
/// </remarks>
public sealed class DisparitySum : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly double[] gains;
    private readonly float[] similarities;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="kernel">Similarities of the rows with one another.</param>
    public DisparitySum(SimilarityKernel kernel)
    {
        this.kernel = SquareKernel.Check(kernel);
        gains = new double[kernel.Count];
        similarities = new float[kernel.Count];
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => false;

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
            gains[j] += 1.0 - similarities[j];
        }
    }
}
