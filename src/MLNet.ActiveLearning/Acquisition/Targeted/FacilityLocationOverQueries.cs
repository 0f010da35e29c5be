using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>FLQMI: each query is represented by the chosen row that is most like it, and each chosen row is worth its likeness to a query.</summary>
/// <remarks>
/// <c>f(A; Q) = sum_{q in Q} max_{j in A} s_qj + eta sum_{j in A} max_{q in Q} s_jq</c>; negative similarities count as 0 in the first sum. Gain of
/// j: <c>sum_q max(0, s_qj - m_q) + eta max_q s_jq</c> with the running maxima m. Monotone and submodular for similarities of 0 or more. A gain costs O(|Q|), memory
/// O(N |Q|). Beware the names: what submodlib calls FacilityLocation<em>Variant</em>MutualInformation is this function.
/// </remarks>
public sealed class FacilityLocationOverQueries : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly float[] best, similarities;
    private readonly double[] relevance;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="queries">Similarities of the N rows with the queries.</param>
    /// <param name="eta">Weight of the rows' own relevance, at least 0.</param>
    /// <exception cref="ArgumentException">There are no queries.</exception>
    public FacilityLocationOverQueries(SimilarityKernel queries, double eta = 1)
    {
        kernel = TargetedFunction.RequireQueries(queries);
        best = new float[kernel.RepresentedCount];
        similarities = new float[kernel.RepresentedCount];
        relevance = new double[kernel.Count];
        for (int i = 0; i < relevance.Length; i++)
        {
            kernel.GetRow(i, similarities);
            relevance[i] = eta * TensorPrimitives.Max<float>(similarities);
        }
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
        kernel.Sum(candidates, (values, first) => SimilaritySums.Excess(values, best.AsSpan(first)), gains);
        for (int i = 0; i < candidates.Length; i++)
        {
            gains[i] += relevance[candidates[i]];
        }
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        Span<double> gain = stackalloc double[1];
        GetGains([row], gain);
        value += gain[0];
        kernel.GetRow(row, similarities);
        TensorPrimitives.Max<float>(best, similarities, best);
    }
}
