using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>GCMI: a row is worth the sum of its similarities with the queries, whatever else is chosen.</summary>
/// <remarks>
/// <c>f(A; Q) = sum_{j in A} sum_{q in Q} s_jq</c>. The paper multiplies by 2 lambda, which changes no choice; submodlib and this class do
/// not. Modular: the choice is a sort. O(N |Q|) once, then O(1) a gain. It has no notion of diversity: copies of the best row come first.
/// </remarks>
public sealed class QuerySimilaritySum : SetFunction
{
    private readonly double[] sums;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="queries">Similarities of the N rows with the queries.</param>
    /// <exception cref="ArgumentException">There are no queries.</exception>
    public QuerySimilaritySum(SimilarityKernel queries)
    {
        sums = new double[TargetedFunction.RequireQueries(queries).Count];
        queries.SumRows(sums);
    }

    /// <inheritdoc/>
    public override int Count => sums.Length;

    /// <inheritdoc/>
    public override bool IsSubmodular => true;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            gains[i] = sums[candidates[i]];
        }
    }

    /// <inheritdoc/>
    public override void Add(int row) => value += sums[row];
}
