namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Saturated coverage: how much of each row's similarity with the whole pool the chosen rows account for, up to a share.</summary>
/// <remarks>
/// <para>
/// <c>f(A) = sum_{i in V} min( sum_{j in A} s_ij, alpha sum_{j in V} s_ij )</c>. A gain costs O(N), or O(N d) if the kernel is not in memory.
/// Monotone and submodular where no similarity is negative; else lazy optimisers are refused. The published class of this name is an empty
/// stub. Lin and Bilmes 2011.
/// </para>
/// </remarks>
public sealed class SaturatedCoverage : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly RowCache rows;
    private readonly float[] similarities;
    private readonly double[] covered;
    private readonly double[] limits;

    // What is still missing of each row's limit; the same as the two above in Single, for the sums over many rows.
    private readonly float[] missing;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="kernel">Similarities of the rows with one another.</param>
    /// <param name="alpha">The share that suffices, in [0, 1].</param>
    public SaturatedCoverage(SimilarityKernel kernel, double alpha)
    {
        this.kernel = SquareKernel.Check(kernel);
        rows = new RowCache(kernel);
        if (!(alpha >= 0 && alpha <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha is the share of its similarities that covers a row; give a number from 0 to 1, for example 0.25.");
        }
        similarities = new float[kernel.Count];
        covered = new double[kernel.Count];
        limits = new double[kernel.Count];
        missing = new float[kernel.Count];
        kernel.SumRows(limits);
        for (int i = 0; i < limits.Length; i++)
        {
            limits[i] *= alpha;
            missing[i] = (float)limits[i];
        }
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => kernel.IsNonNegative;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            double value = 0;
            for (int i = 0; i < covered.Length; i++)
            {
                // Nothing chosen is worth 0, also where similarities are so negative that the limit is.
                value += Math.Min(covered[i], limits[i]) - Math.Min(0, limits[i]);
            }
            return value;
        }
    }

    /// <inheritdoc/>
    public override int BatchSize => kernel.IsDense ? 8 : 64;

    // min(covered + s, limit) - min(covered, limit) = min(s, missing) - min(0, missing).
    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains) =>
        rows.Sum(candidates, (values, first) => SimilaritySums.UpTo(values, missing.AsSpan(first)), gains);

    /// <inheritdoc/>
    public override void Add(int row)
    {
        rows.TakeRow(row, similarities);
        for (int i = 0; i < covered.Length; i++)
        {
            covered[i] += similarities[i];
            missing[i] = (float)(limits[i] - covered[i]);
        }
    }
}
