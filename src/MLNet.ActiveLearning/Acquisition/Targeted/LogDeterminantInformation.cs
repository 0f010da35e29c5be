using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>LogDetMI, LogDetCG and LogDetCMI: how much of the chosen rows' spread lies along the queries, beyond the private rows.</summary>
/// <remarks>
/// <para>
/// B is the kernel over pool, queries and private rows, with the blocks of pool and queries times eta, those of pool and private rows
/// times nu, and lambda added to the diagonal. LogDetMI: <c>ln det B_A + ln det B_Q - ln det B_{A u Q}</c>; LogDetCG:
/// <c>ln det B_{A u P} - ln det B_P</c>; LogDetCMI: <c>ln det B_{A u P} + ln det B_{Q u P} - ln det B_{A u Q u P} - ln det B_P</c>. Each is a difference of
/// determinants given a start set, P or nothing, and Q as well; so the state is two Cholesky factors that grow by a row for each
/// choice (Chen, Zhang, Zhou 2018): O(1) a gain, O(N t) for choice t, memory O(N (k + |Q| + |P|)).
/// </para>
/// <para>
/// The paper's LogDetMI has no lambda; submodlib adds it everywhere, as is done here. LogDetCG is submodular; the information measures are
/// not in general, so lazy optimisers may not be used. Similarities and factors are in double precision, as in <see cref="LogDeterminant"/>.
/// </para>
/// <para>
/// A row is exhausted, by the rule of <see cref="LogDeterminant"/>, if it lies in the span of the rows of a determinant: a copy with lambda = 0,
/// or, for eta or nu above 1, where B need not be positive definite, any row. One in the span of chosen and private rows has gain negative infinity
/// in LogDetCG; in the information measures it tells nothing new and its gain is 0. One that only the queries exhaust counts in their
/// determinant as a row at the limit: a gain that is large (27.6 above that of its share in the other determinant, for a diagonal of 1) and finite.
/// No gain is NaN.
/// </para>
/// </remarks>
public sealed class LogDeterminantInformation : SetFunction
{
    private readonly SimilarityKernel kernel;
    private readonly ConditionalDeterminant given;
    private readonly ConditionalDeterminant? givenQueries;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="pool">Similarities of the N rows with one another.</param>
    /// <param name="queries">The queries, or null for LogDetCG.</param>
    /// <param name="avoided">The private rows, or null if there are none.</param>
    /// <param name="queriesWithAvoided">Similarities of the queries with the private rows, if there are both.</param>
    /// <param name="lambda">Added to the diagonal, at least 0.</param>
    /// <exception cref="ArgumentException">Kernels do not fit together, or there are no queries in a set that is not null.</exception>
    public LogDeterminantInformation(
        SimilarityKernel pool, ReferenceKernels? queries, ReferenceKernels? avoided, SimilarityKernel? queriesWithAvoided, double lambda = 1)
    {
        ArgumentNullException.ThrowIfNull(pool);
        TargetedFunction.RequireSameRows(pool, queries?.WithPool, avoided?.WithPool);
        kernel = pool;
        given = new ConditionalDeterminant(pool, lambda, avoided, null, null);
        if (queries is not null)
        {
            TargetedFunction.RequireQueries(queries.WithPool);
            givenQueries = new ConditionalDeterminant(pool, lambda, queries, avoided, queriesWithAvoided);
        }
    }

    /// <inheritdoc/>
    public override int Count => kernel.Count;

    /// <inheritdoc/>
    public override bool IsSubmodular => givenQueries is null;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            gains[i] = GetGain(candidates[i]);
        }
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        value += GetGain(row);
        double[] similarities = new double[Count];
        kernel.GetPreciseRow(row, similarities);
        givenQueries?.Add(row, [.. similarities]);
        given.Add(row, similarities);
    }

    private double GetGain(int row) => givenQueries is null
        ? given.LogShare(row)
        : given.IsExhausted(row) ? 0 : given.LogShare(row) - givenQueries.LogShareAtLeast(row);
}
