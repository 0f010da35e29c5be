using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>COM: a concave function of how much of each query the chosen rows hold, and of how much of the queries each chosen row holds.</summary>
/// <remarks>
/// <c>f(A; Q) = eta sum_{j in A} g(sum_{q in Q} s_jq) + sum_{q in Q} g(sum_{j in A} s_jq)</c> with g the square root, <c>ln(1 + x)</c> or
/// <c>1 - 1/(1 + x)</c>. Monotone and submodular; similarities must not be negative. A gain costs O(|Q|): the state is one sum a query.
/// </remarks>
public sealed class ConcaveOverModular : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly Func<double, double> g;
    private readonly double[] sums, concaveSums, relevance;
    private readonly float[] similarities;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="queries">Similarities of the N rows with the queries, none negative.</param>
    /// <param name="eta">Weight of the rows' own relevance, at least 0.</param>
    /// <param name="concave">The function g.</param>
    /// <exception cref="ArgumentException">There are no queries, or a similarity is negative.</exception>
    public ConcaveOverModular(SimilarityKernel queries, double eta = 1, ConcaveFunction concave = ConcaveFunction.SquareRoot)
    {
        kernel = TargetedFunction.RequireQueries(queries);
        if (!kernel.IsNonNegative)
        {
            throw new ArgumentException("Similarities may be negative here, and a concave function of their sum is not defined then. Use a similarity of 0 or more, for example Cosine01.", nameof(queries));
        }
        g = ConcaveValues.Of(concave);
        (sums, concaveSums, similarities) = (new double[kernel.RepresentedCount], new double[kernel.RepresentedCount], new float[kernel.RepresentedCount]);
        relevance = new double[kernel.Count];
        kernel.SumRows(relevance);
        for (int i = 0; i < relevance.Length; i++)
        {
            // Rounding may leave a sum of zeros just below 0.
            relevance[i] = eta * g(Math.Max(0, relevance[i]));
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
        kernel.Sum(candidates, SumGrowth, gains);
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
        for (int q = 0; q < sums.Length; q++)
        {
            sums[q] += similarities[q];
            concaveSums[q] = g(sums[q]);
        }
    }

    private double SumGrowth(ReadOnlySpan<float> values, int first)
    {
        double sum = 0;
        for (int q = 0; q < values.Length; q++)
        {
            sum += g(sums[first + q] + values[q]) - concaveSums[first + q];
        }
        return sum;
    }
}
