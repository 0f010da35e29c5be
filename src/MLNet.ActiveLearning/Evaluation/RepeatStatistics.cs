using MathNet.Numerics.Distributions;

namespace MLNet.ActiveLearning.Evaluation;

/// <summary>Which distribution gives the width of a confidence interval.</summary>
public enum IntervalKind
{
    /// <summary>Student's t with R - 1 degrees of freedom: right for few repeats.</summary>
    StudentT,

    /// <summary>The normal distribution: too narrow for few repeats, for comparison with papers that use it.</summary>
    Normal,
}

/// <summary>Mean, spread and confidence interval of a number measured in several repeats.</summary>
/// <param name="Count">Repeats, R.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Sample standard deviation s, with R - 1 in the denominator; null for one repeat.</param>
/// <param name="HalfWidth">Half the width of the confidence interval of the mean, <c>q s / sqrt(R)</c> with the quantile q; null for one repeat.</param>
public sealed record RepeatStatistics(int Count, double Mean, double? StandardDeviation, double? HalfWidth)
{
    /// <summary>Measures repeats.</summary>
    /// <param name="values">One number a repeat, at least one; finite.</param>
    /// <param name="confidence">The share of such intervals that hold the true mean, in (0, 1).</param>
    /// <param name="interval">Where the quantile comes from.</param>
    /// <exception cref="ArgumentException">There is no number, or one is not finite.</exception>
    public static RepeatStatistics Compute(IReadOnlyList<double> values, double confidence = 0.95, IntervalKind interval = IntervalKind.StudentT)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), $"The confidence is {confidence}; it must lie between 0 and 1, for example 0.95.");
        }
        if (values.Count == 0 || values.Any(v => !double.IsFinite(v)))
        {
            throw new ArgumentException($"The repeats are {(values.Count == 0 ? "none" : string.Join(", ", values))}; give at least one number, all finite.", nameof(values));
        }
        double mean = values.Average();
        if (values.Count == 1)
        {
            return new RepeatStatistics(1, mean, null, null);
        }
        double deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        double quantile = GetQuantile(confidence, values.Count - 1, interval);
        return new RepeatStatistics(values.Count, mean, deviation, quantile * deviation / Math.Sqrt(values.Count));
    }

    /// <summary>The number that a two-sided test or interval compares with.</summary>
    internal static double GetQuantile(double confidence, int degreesOfFreedom, IntervalKind interval)
    {
        double tail = 1 - ((1 - confidence) / 2);
        return interval == IntervalKind.Normal ? Normal.InvCDF(0, 1, tail) : StudentT.InvCDF(0, 1, degreesOfFreedom, tail);
    }
}
