using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Feature-based function: how much of each feature the chosen rows have, with diminishing returns.</summary>
/// <remarks>
/// <c>f(A) = sum_f w_f g( sum_{i in A} z_if )</c> with g concave and z at least 0. Monotone and submodular. Needs no kernel: a gain costs O(F),
/// memory is 4 N F bytes for the scaled features. Computed in double from features in Single. Kirchhoff and Bilmes 2014; Iyer 2015.
/// </remarks>
public sealed class FeatureBased : SetFunction
{
    private const int GainsInBlock = 64;

    private readonly FloatMatrix features;
    private readonly Parallelism parallelism;
    private readonly ConcaveFunction concave;
    private readonly double[] weights;
    private readonly double[] sums;

    // g of the sums, without weights.
    private readonly double[] levels;
    private double value;

    /// <summary>Creates the function for the empty set.</summary>
    /// <param name="features">(N, F), finite.</param>
    /// <param name="options">Concave function, scaling and weights; null for the defaults.</param>
    /// <param name="parallelism">Threads and cancellation, for the life of the function.</param>
    /// <exception cref="ArgumentException">A feature is negative and scaling is off, a feature is NaN or infinite, or the weights do not fit.</exception>
    public FeatureBased(FloatMatrix features, FeatureBasedOptions? options = null, Parallelism parallelism = default)
    {
        options ??= new FeatureBasedOptions();
        weights = [.. options.Weights ?? [.. Enumerable.Repeat(1.0, features.ColumnCount)]];
        if (weights.Length != features.ColumnCount || weights.Any(w => !(w >= 0 && double.IsFinite(w))))
        {
            throw new ArgumentException($"There are {features.ColumnCount} features and {weights.Length} weights. Give one weight a feature, each at least 0.", nameof(options));
        }
        FiniteRows.Check(features, "features");
        this.features = options.MinMaxScale ? Scale(features) : CheckSign(features);
        this.parallelism = parallelism;
        concave = options.Concave;
        sums = new double[features.ColumnCount];
        levels = new double[features.ColumnCount];
    }

    /// <inheritdoc/>
    public override int Count => features.RowCount;

    /// <inheritdoc/>
    public override bool IsSubmodular => true;

    /// <inheritdoc/>
    public override double Value => value;

    /// <inheritdoc/>
    public override int BatchSize => 16;

    /// <inheritdoc/>
    public override void GetGains(ReadOnlySpan<int> candidates, Span<double> gains)
    {
        int[] rows = candidates.ToArray();
        double[] results = new double[rows.Length];
        Blocks.ForEach(rows.Length, GainsInBlock, parallelism, (_, first, count) =>
        {
            double[] grown = new double[sums.Length];
            for (int i = first; i < first + count; i++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(features[rows[i]], grown);
                TensorPrimitives.Add<double>(grown, sums, grown);
                ConcaveValues.Apply(concave, grown);
                TensorPrimitives.Subtract<double>(grown, levels, grown);
                results[i] = TensorPrimitives.Dot<double>(grown, weights);
            }
        });
        results.CopyTo(gains);
    }

    /// <inheritdoc/>
    public override void Add(int row)
    {
        var added = features[row];
        for (int f = 0; f < sums.Length; f++)
        {
            sums[f] += added[f];
        }
        sums.CopyTo(levels, 0);
        ConcaveValues.Apply(concave, levels);
        value = TensorPrimitives.Dot<double>(levels, weights);
    }


    private static FloatMatrix Scale(FloatMatrix features)
    {
        int width = features.ColumnCount;
        float[] lowest = new float[width], highest = new float[width];
        lowest.AsSpan().Fill(float.PositiveInfinity);
        highest.AsSpan().Fill(float.NegativeInfinity);
        for (int n = 0; n < features.RowCount; n++)
        {
            TensorPrimitives.Min(lowest, features[n], lowest);
            TensorPrimitives.Max(highest, features[n], highest);
        }
        float[] scaled = GC.AllocateUninitializedArray<float>(features.Span.Length);
        for (int n = 0; n < features.RowCount; n++)
        {
            var row = features[n];
            for (int f = 0; f < width; f++)
            {
                double range = (double)highest[f] - lowest[f];
                scaled[(n * width) + f] = range > 0 ? (float)(((double)row[f] - lowest[f]) / range) : 0;
            }
        }
        return new FloatMatrix(scaled, features.RowCount, width);
    }

    private static FloatMatrix CheckSign(FloatMatrix features)
    {
        int negative = features.Span.IndexOfAnyInRange(float.NegativeInfinity, -float.Epsilon);
        return negative < 0
            ? features
            : throw new ArgumentException(
                $"Feature {negative % features.ColumnCount} of row {negative / features.ColumnCount} is {features.Span[negative]}; a concave sum needs features of at least 0. Set MinMaxScale, or take outputs of a ReLU.",
                nameof(features));
    }
}
