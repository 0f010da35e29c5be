using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>Makes the set function of a <see cref="TargetedMeasure"/>, to be maximised with <see cref="GreedyMaximizer"/>.</summary>
public static class TargetedFunction
{
    /// <summary>Whether the measure is about queries, without which it would be 0 for every set.</summary>
    /// <param name="measure">The measure.</param>
    public static bool NeedsQueries(TargetedMeasure measure) => measure is not (TargetedMeasure.Flcg or TargetedMeasure.Gccg or TargetedMeasure.LogDetCg);

    /// <summary>Whether the measure turns away from private rows. Without any it is the measure that does not.</summary>
    /// <param name="measure">The measure.</param>
    public static bool UsesAvoided(TargetedMeasure measure) =>
        measure is TargetedMeasure.Flcg or TargetedMeasure.Gccg or TargetedMeasure.LogDetCg or TargetedMeasure.Flcmi or TargetedMeasure.LogDetCmi;

    /// <summary>Makes the function for the empty set.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="kernels">Similarities; only those that the measure needs are computed.</param>
    /// <param name="weights">eta, nu and lambda; null for 1 each.</param>
    /// <exception cref="ArgumentException">A weight is not valid, or the measure needs queries and there are none.</exception>
    public static SetFunction Create(TargetedMeasure measure, TargetedKernels kernels, TargetedWeights? weights = null)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        weights ??= new TargetedWeights();
        string[] problems = [.. weights.FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(weights));
        }
        SimilarityKernel? queries = NeedsQueries(measure) ? RequireQueries(kernels.Queries) : null;
        (double eta, double nu, double lambda) = (weights.Eta, weights.Nu, weights.Lambda);
        return measure switch
        {
            TargetedMeasure.Flqmi => new FacilityLocationOverQueries(queries!, eta),
            TargetedMeasure.Gcmi => new QuerySimilaritySum(queries!),
            TargetedMeasure.Com => new ConcaveOverModular(queries!, eta, weights.Concave),
            TargetedMeasure.Flvmi => new BoundedFacilityLocation(kernels.Pool, queries, null, eta),
            TargetedMeasure.Flcg => new BoundedFacilityLocation(kernels.Pool, null, kernels.Avoided, nu: nu),
            TargetedMeasure.Flcmi => new BoundedFacilityLocation(kernels.Pool, queries, kernels.Avoided, eta, nu),
            TargetedMeasure.Gccg => new GraphCutConditionalGain(kernels.Pool, kernels.Avoided, lambda, nu),
            TargetedMeasure.LogDetMi => new LogDeterminantInformation(kernels.PoolOnRequest, kernels.QueriesWith(eta), null, null, lambda),
            TargetedMeasure.LogDetCg => new LogDeterminantInformation(kernels.PoolOnRequest, null, kernels.AvoidedWith(nu), null, lambda),
            TargetedMeasure.LogDetCmi => new LogDeterminantInformation(kernels.PoolOnRequest, kernels.QueriesWith(eta), kernels.AvoidedWith(nu), kernels.Between, lambda),
            _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, $"Known measures: {string.Join(", ", Enum.GetNames<TargetedMeasure>())}."),
        };
    }

    internal static SimilarityKernel RequireQueries(SimilarityKernel? queries) => queries is { RepresentedCount: > 0 }
        ? queries
        : throw new ArgumentException("There are no queries, so every set of rows would be worth 0. Give at least one row that shows what to find.", nameof(queries));

    internal static void RequireSameRows(SimilarityKernel pool, SimilarityKernel? queries, SimilarityKernel? avoided)
    {
        if (!pool.IsSquare)
        {
            throw new ArgumentException("The kernel of the pool must hold the similarities of its rows with one another.", nameof(pool));
        }
        foreach ((SimilarityKernel? kernel, string name) in new[] { (queries, nameof(queries)), (avoided, nameof(avoided)) })
        {
            if (kernel is not null && kernel.Count != pool.Count)
            {
                throw new ArgumentException($"The kernel of the pool has {pool.Count} rows and this one {kernel.Count}; give one row for each row of the pool.", name);
            }
        }
    }
}
