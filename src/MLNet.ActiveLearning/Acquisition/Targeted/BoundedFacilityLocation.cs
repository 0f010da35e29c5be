using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>
/// FLVMI, FLCG and FLCMI: how well the chosen rows stand for the pool's rows, each counted up to its likeness to a query and from its
/// likeness to a private row on.
/// </summary>
/// <remarks>
/// <c>f(A; Q | P) = sum_{i in V} max(min(max_{j in A} s_ij, eta max_{q in Q} s_iq) - nu max_{p in P} s_ip, 0)</c>: FLCMI. Without P it is FLVMI, without Q,
/// for which nothing is cut off above, it is FLCG, and without both facility location. Negative similarities count as 0. For each row i
/// this is facility location with similarities cut to <c>[nu max_p s_ip, eta max_q s_iq]</c>, so all are monotone and submodular, and a
/// gain costs one pass over the running maxima: O(N), or O(N d) if the kernel is not in memory. Once every row has reached its upper
/// bound gains are exactly 0, and rows come in the order of their index.
/// </remarks>
public sealed class BoundedFacilityLocation : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly float[]? upper;
    private readonly float[] reached, similarities;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="pool">Similarities of the N rows with one another.</param>
    /// <param name="queries">Similarities of the rows with the queries, or null for FLCG.</param>
    /// <param name="avoided">Similarities of the rows with the private rows, or null if there are none.</param>
    /// <param name="eta">Weight of the queries, at least 0.</param>
    /// <param name="nu">Hardness against the private rows, at least 0.</param>
    /// <exception cref="ArgumentException">A kernel has another number of rows, or there are no queries in a kernel that is not null.</exception>
    public BoundedFacilityLocation(SimilarityKernel pool, SimilarityKernel? queries, SimilarityKernel? avoided, double eta = 1, double nu = 1)
    {
        ArgumentNullException.ThrowIfNull(pool);
        TargetedFunction.RequireSameRows(pool, queries, avoided);
        kernel = pool;
        upper = queries is null ? null : LargestOfRows(TargetedFunction.RequireQueries(queries), eta);
        reached = avoided is null ? new float[pool.Count] : LargestOfRows(avoided, nu);
        similarities = new float[pool.Count];
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => true;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override int BatchSize => kernel.IsDense ? 8 : 64;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains) => kernel.Sum(candidates, SumExcess, gains);

    /// <inheritdoc/>
    public override void Add(int row)
    {
        kernel.GetRow(row, similarities);
        const int block = SimilarityTiles.TileSize;
        for (int first = 0; first < reached.Length; first += block)
        {
            value += SumExcess(similarities.AsSpan(first, Math.Min(block, reached.Length - first)), first);
        }
        if (upper is not null)
        {
            TensorPrimitives.Min<float>(similarities, upper, similarities);
        }
        TensorPrimitives.Max<float>(reached, similarities, reached);
    }

    private double SumExcess(ReadOnlySpan<float> values, int first) => upper is null
        ? SimilaritySums.Excess(values, reached.AsSpan(first))
        : SimilaritySums.Excess(values, upper.AsSpan(first), reached.AsSpan(first));

    private static float[] LargestOfRows(SimilarityKernel kernel, double weight)
    {
        float[] row = new float[kernel.RepresentedCount], largest = new float[kernel.Count];
        for (int i = 0; i < largest.Length && row.Length > 0; i++)
        {
            kernel.GetRow(i, row);
            largest[i] = (float)(weight * Math.Max(0, TensorPrimitives.Max<float>(row)));
        }
        return largest;
    }
}
