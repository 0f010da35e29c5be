using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Set functions as the files of recorded numbers describe them.</summary>
internal static class RecordedFunction
{
    public static SetFunction Create(string method, GoldenCase golden, long memoryLimit = SimilarityKernel.DefaultMemoryLimit) => method switch
    {
        "facility_location" => new FacilityLocation(Kernel(golden, memoryLimit)),
        "disparity_min" => new DisparityMin(Kernel(golden, memoryLimit)),
        "disparity_sum" => new DisparitySum(Kernel(golden, memoryLimit)),
        "graph_cut" => new GraphCut(Kernel(golden, memoryLimit), golden.Params["lambda"].Double),
        "saturated_coverage" => new SaturatedCoverage(Kernel(golden, memoryLimit), golden.Params["alpha"].Double),
        "log_determinant" => new LogDeterminant(Kernel(golden, memoryLimit), golden.Params["lambda"].Double),
        "feature_based" => new FeatureBased(Matrix(golden.Inputs["features"]), new FeatureBasedOptions
        {
            Concave = golden.Params["concave"].Text switch
            {
                "logarithmic" => ConcaveFunction.Logarithm,
                "squareRoot" => ConcaveFunction.SquareRoot,
                "inverse" => ConcaveFunction.Inverse,
                var other => throw new AssertFailedException($"No test knows the concave function '{other}'."),
            },
            MinMaxScale = !golden.Params.Has("min_max_scale") || golden.Params["min_max_scale"].Bool,
            Weights = golden.Inputs.Has("feature_weights") ? golden.Inputs["feature_weights"].Doubles : null,
        }),
        _ => throw new AssertFailedException($"No test knows the set function '{method}'."),
    };

    public static SimilarityKernel Kernel(GoldenCase golden, long memoryLimit)
    {
        if (golden.Inputs.Has("similarity"))
        {
            return SimilarityKernel.FromValues(Matrix(golden.Inputs["similarity"]));
        }
        FloatMatrix features = Matrix(golden.Inputs["features"]);
        SimilarityMetric metric = Metric(golden.Params["kernel"].Text);
        return golden.Inputs.Has("represented_features")
            ? SimilarityKernel.Create(features, Matrix(golden.Inputs["represented_features"]), metric, memoryLimit)
            : SimilarityKernel.Create(features, metric, memoryLimit);
    }

    public static SimilarityMetric Metric(string name) => name switch
    {
        "cosine" => SimilarityMetric.Cosine,
        "cosine01" => SimilarityMetric.Cosine01,
        "euclidean" => SimilarityMetric.Euclidean,
        "dot" => SimilarityMetric.Dot,
        _ => throw new AssertFailedException($"No test knows the similarity '{name}'."),
    };

    public static FloatMatrix Matrix(GoldenValue value)
    {
        long[] shape = value.Shape;
        return new FloatMatrix(value.Floats, (int)shape[0], shape.Length > 1 ? (int)shape[1] : 1);
    }

    /// <summary>At least that of kernels in single precision, which all functions but the log-determinant read.</summary>
    public static GoldenTolerance Tolerance(GoldenCase golden) => new(Math.Max(1e-5, golden.Tolerance.Relative), Math.Max(1e-6, golden.Tolerance.Absolute));
}
