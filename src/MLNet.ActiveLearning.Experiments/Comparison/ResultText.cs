using System.Globalization;
using MLNet.ActiveLearning.Evaluation;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Numbers of a comparison as people read them; the same in every culture.</summary>
public static class ResultText
{
    private const double Gibibyte = 1024.0 * 1024 * 1024;

    /// <summary>Mean and, with more than one seed, standard deviation in percent: <c>"61.2 ± 0.8"</c>.</summary>
    /// <param name="point">A point of a learning curve.</param>
    public static string Accuracy(CurvePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        string mean = (100 * point.Mean).ToString("F1", CultureInfo.InvariantCulture);
        return point.SeedCount > 1 ? $"{mean} ± {(100 * point.StandardDeviation).ToString("F1", CultureInfo.InvariantCulture)}" : mean;
    }

    /// <summary>A share in percent: <c>"61.2 %"</c>.</summary>
    /// <param name="share">In [0, 1].</param>
    public static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    /// <summary>Percentage points with their sign: <c>"+1.3"</c>; a dash for null.</summary>
    /// <param name="points">The points.</param>
    public static string Gain(double? points) => points?.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A labelling efficiency: <c>"1.32"</c>, <c>"≥ 1.10"</c> where only a lower bound is known.</summary>
    /// <param name="point">The efficiency of a round.</param>
    public static string Efficiency(EfficiencyPoint point) => point.Efficiency is { } value
        ? value.ToString("F2", CultureInfo.InvariantCulture)
        : point.LowerBound is { } bound ? "≥ " + bound.ToString("F2", CultureInfo.InvariantCulture) : "–";

    /// <summary>Seconds with a precision that fits their size.</summary>
    /// <param name="seconds">The seconds.</param>
    public static string Seconds(double seconds) => seconds.ToString(seconds < 9.95 ? "F2" : seconds < 99.5 ? "F1" : "F0", CultureInfo.InvariantCulture);

    /// <summary>Memory in GiB; a dash if it is not known.</summary>
    /// <param name="bytes">The bytes, or 0.</param>
    public static string Memory(long bytes) => bytes > 0 ? (bytes / Gibibyte).ToString("F2", CultureInfo.InvariantCulture) + " GiB" : "–";
}
