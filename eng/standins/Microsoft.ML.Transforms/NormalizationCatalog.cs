using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

public static class NormalizationCatalog
{
    public static NormalizingEstimator NormalizeMinMax(this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null,
        long maximumExampleCount = 1000000000, bool fixZero = true)
        => Make(catalog, NormalizerKind.MinMax, maximumExampleCount, fixZero, (outputColumnName, inputColumnName ?? outputColumnName));

    public static NormalizingEstimator NormalizeMinMax(this TransformsCatalog catalog, InputOutputColumnPair[] columns,
        long maximumExampleCount = 1000000000, bool fixZero = true)
        => Make(catalog, NormalizerKind.MinMax, maximumExampleCount, fixZero, SchemaShapes.ToPairs(columns));

    public static NormalizingEstimator NormalizeMeanVariance(this TransformsCatalog catalog, string outputColumnName, string inputColumnName = null,
        long maximumExampleCount = 1000000000, bool fixZero = true, bool useCdf = false)
        => Make(catalog, MeanVariance(useCdf), maximumExampleCount, fixZero, (outputColumnName, inputColumnName ?? outputColumnName));

    public static NormalizingEstimator NormalizeMeanVariance(this TransformsCatalog catalog, InputOutputColumnPair[] columns,
        long maximumExampleCount = 1000000000, bool fixZero = true, bool useCdf = false)
        => Make(catalog, MeanVariance(useCdf), maximumExampleCount, fixZero, SchemaShapes.ToPairs(columns));

    private static NormalizerKind MeanVariance(bool useCdf) => useCdf ? NormalizerKind.Cdf : NormalizerKind.MeanVariance;

    private static NormalizingEstimator Make(TransformsCatalog catalog, NormalizerKind kind, long maximumExampleCount, bool fixZero, params (string, string)[] columns)
        => new(CatalogUtils.GetEnvironment(catalog), kind, maximumExampleCount, fixZero, columns);
}
