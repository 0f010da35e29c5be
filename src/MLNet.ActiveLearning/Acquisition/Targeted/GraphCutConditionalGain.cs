using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>GCCG: rows that are like the pool, unlike one another, and unlike the private rows.</summary>
/// <remarks>
/// <c>f(A | P) = sum_{i in V, j in A} s_ij - lambda sum_{i, j in A} s_ij - 2 lambda nu sum_{j in A, p in P} s_jp</c>. Gain of j:
/// <c>c_j - 2 lambda nu p_j - 2 lambda sum_{a in A} s_aj - lambda s_jj</c>, with the sums c and p over pool and private rows taken once; published code
/// sums over the pool for every gain. O(1) a gain, one kernel row an addition. Submodular for similarities of 0 or more, not monotone:
/// gains may be negative. Without private rows it is graph cut.
/// </remarks>
public sealed class GraphCutConditionalGain : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly double lambda;
    private readonly double[] gainsNow;
    private readonly float[] similarities;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="pool">Similarities of the N rows with one another.</param>
    /// <param name="avoided">Similarities of the rows with the private rows, or null if there are none.</param>
    /// <param name="lambda">Weight of the diversity, at least 0.</param>
    /// <param name="nu">Hardness against the private rows, at least 0.</param>
    /// <exception cref="ArgumentException">The kernels have different numbers of rows.</exception>
    public GraphCutConditionalGain(SimilarityKernel pool, SimilarityKernel? avoided, double lambda = 1, double nu = 1)
    {
        ArgumentNullException.ThrowIfNull(pool);
        TargetedFunction.RequireSameRows(pool, null, avoided);
        kernel = pool;
        this.lambda = lambda;
        similarities = new float[pool.Count];
        gainsNow = new double[pool.Count];
        pool.SumRows(gainsNow);
        double[] penalties = new double[pool.Count];
        avoided?.SumRows(penalties);
        for (int j = 0; j < gainsNow.Length; j++)
        {
            gainsNow[j] -= lambda * (pool.GetSelf(j) + (2 * nu * penalties[j]));
        }
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => kernel.IsNonNegative;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            gains[i] = gainsNow[candidates[i]];
        }
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        value += gainsNow[row];
        kernel.GetRow(row, similarities);
        for (int j = 0; j < gainsNow.Length; j++)
        {
            gainsNow[j] -= 2 * lambda * similarities[j];
        }
    }
}
