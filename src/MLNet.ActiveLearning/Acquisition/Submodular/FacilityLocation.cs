using System.Numerics.Tensors;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Facility location: how well the chosen rows stand for all rows, each by the chosen row that is most like it.</summary>
/// <remarks>
/// <para>
/// <c>f(A) = sum_{i in U} max(0, max_{j in A} s_ij)</c>; gain of j: <c>sum_i max(0, s_ij - m_i)</c> with the running maxima m from 0, so that
/// negative similarities never count. Monotone and submodular: the greedy answer is at least 1 - 1/e of the best. A gain costs O(M), or O(M d) for
/// rows of the kernel that are not in memory.
/// </para>
/// <para>Equal gains are common: of two rows that stand for each other alone the lower one is taken. Lin and Bilmes 2011.</para>
/// </remarks>
public sealed class FacilityLocation : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly RowCache rows;
    private readonly float[] best;
    private readonly float[] similarities;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="kernel">Similarities of the candidates with the rows U that they stand for.</param>
    public FacilityLocation(SimilarityKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        this.kernel = kernel;
        rows = new RowCache(kernel);
        best = new float[kernel.RepresentedCount];
        similarities = new float[kernel.RepresentedCount];
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
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains) =>
        rows.Sum(candidates, (values, first) => SimilaritySums.Excess(values, best.AsSpan(first)), gains);

    /// <inheritdoc/>
    public override void Add(int row)
    {
        rows.TakeRow(row, similarities);
        const int block = SimilarityTiles.TileSize;
        for (int first = 0; first < best.Length; first += block)
        {
            value += SimilaritySums.Excess(similarities.AsSpan(first, Math.Min(block, best.Length - first)), best.AsSpan(first));
        }
        TensorPrimitives.Max(best, similarities, best);
    }
}
