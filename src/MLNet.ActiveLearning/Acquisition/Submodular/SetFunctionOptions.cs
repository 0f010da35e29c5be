using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Which set function measures a choice of rows, and its parameters.</summary>
public record SetFunctionOptions
{
    /// <summary>The function.</summary>
    /// <value>Default: <see cref="SetFunctionKind.FacilityLocation"/>.</value>
    public SetFunctionKind Function { get; init; } = SetFunctionKind.FacilityLocation;

    /// <summary>How alike two rows are; not used by <see cref="SetFunctionKind.FeatureBased"/>.</summary>
    /// <value>Default: <see cref="SimilarityMetric.Cosine"/>.</value>
    public SimilarityMetric Metric { get; init; } = SimilarityMetric.Cosine;

    /// <summary>Weight of redundancy in a graph cut; what is added to the diagonal of a log-determinant. At least 0.</summary>
    /// <value>Default: null, 0.5 for a graph cut (the largest with which it only grows) and 1 for a log-determinant.</value>
    public double? Lambda { get; init; }

    /// <summary>The share of its similarities with all rows that covers a row in saturated coverage, in [0, 1].</summary>
    /// <value>Default: 0.25.</value>
    public double Alpha { get; init; } = 0.25;

    /// <summary>Concave function, scaling and weights of the feature-based function.</summary>
    /// <value>Default: logarithm, scaled, weights 1.</value>
    public FeatureBasedOptions FeatureBased { get; init; } = new();

    /// <summary>
    /// Bytes that similarities may take in memory, for facility location and saturated coverage: all N x N if they fit, else the rows that
    /// may be needed next, and the others are computed anew, with the same result.
    /// </summary>
    /// <value>Default: 1 GiB, enough for 16,384 rows.</value>
    public long KernelMemoryLimit { get; init; } = SimilarityKernel.DefaultMemoryLimit;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="rows">(N, d), finite.</param>
    /// <param name="parallelism">Threads and cancellation, for the life of the function.</param>
    public SetFunction Create(FloatMatrix rows, Parallelism parallelism = default) => Function switch
    {
        SetFunctionKind.FacilityLocation => new FacilityLocation(Kernel(rows, KernelMemoryLimit, parallelism)),
        SetFunctionKind.DisparityMin => new DisparityMin(Kernel(rows, 0, parallelism)),
        SetFunctionKind.DisparitySum => new DisparitySum(Kernel(rows, 0, parallelism)),
        SetFunctionKind.GraphCut => new GraphCut(Kernel(rows, 0, parallelism), Lambda ?? 0.5),
        SetFunctionKind.SaturatedCoverage => new SaturatedCoverage(Kernel(rows, KernelMemoryLimit, parallelism), Alpha),
        SetFunctionKind.FeatureBased => new FeatureBased(rows, FeatureBased, parallelism),
        SetFunctionKind.LogDeterminant => new LogDeterminant(Kernel(rows, 0, parallelism), Lambda ?? 1),
        _ => throw new InvalidOperationException($"There is no set function {Function}."),
    };

    /// <summary>What is wrong with the options, one sentence each.</summary>
    internal IEnumerable<string> FindProblems()
    {
        if (!Enum.IsDefined(Function))
        {
            yield return $"Function is {Function}; known are {string.Join(", ", Enum.GetNames<SetFunctionKind>())}.";
        }
        if (!Enum.IsDefined(Metric))
        {
            yield return $"Metric is {Metric}; known are {string.Join(", ", Enum.GetNames<SimilarityMetric>())}.";
        }
        if (Lambda is { } lambda && !(lambda >= 0 && double.IsFinite(lambda)))
        {
            yield return $"Lambda is {lambda}; give a number of at least 0, or null for the function's own default.";
        }
        if (!(Alpha >= 0 && Alpha <= 1))
        {
            yield return $"Alpha is {Alpha}; give the share of its similarities that covers a row, from 0 to 1.";
        }
        if (FeatureBased is null)
        {
            yield return "FeatureBased is null; leave it out for the defaults.";
        }
        else
        {
            if (!Enum.IsDefined(FeatureBased.Concave))
            {
                yield return $"FeatureBased.Concave is {FeatureBased.Concave}; known are {string.Join(", ", Enum.GetNames<ConcaveFunction>())}.";
            }
            if (FeatureBased.Weights?.Any(w => !(w >= 0 && double.IsFinite(w))) == true)
            {
                yield return "FeatureBased.Weights holds a number that is negative or not finite; give one weight of at least 0 a feature, or null for 1 each.";
            }
        }
        if (KernelMemoryLimit < 0)
        {
            yield return $"KernelMemoryLimit is {KernelMemoryLimit} bytes; give at least 0, which holds no similarities in memory.";
        }
    }

    /// <summary>Whether the function is submodular whatever the rows.</summary>
    internal bool IsSubmodular => Function switch
    {
        SetFunctionKind.DisparityMin or SetFunctionKind.DisparitySum => false,
        SetFunctionKind.GraphCut => Lambda == 0 || Metric is SimilarityMetric.Cosine01 or SimilarityMetric.Euclidean,
        SetFunctionKind.SaturatedCoverage => Metric is SimilarityMetric.Cosine01 or SimilarityMetric.Euclidean,
        _ => true,
    };

    private SimilarityKernel Kernel(FloatMatrix rows, long memoryLimit, Parallelism parallelism) =>
        SimilarityKernel.Create(rows, Metric, memoryLimit, parallelism);
}
