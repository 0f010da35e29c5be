using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>A linear axis from data to [0, 1], with ticks at round numbers.</summary>
internal sealed class AxisScale
{
    private readonly int decimals;

    private AxisScale(double minimum, double maximum, double step)
    {
        Minimum = minimum;
        Maximum = maximum;
        int first = (int)Math.Ceiling((minimum / step) - 1e-9);
        int last = (int)Math.Floor((maximum / step) + 1e-9);
        Ticks = [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => i * step)];
        decimals = Math.Max(0, (int)-Math.Floor(Math.Log10(step) + 1e-9));
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>An axis that starts and ends at ticks or halfway between two, so that the data have some air.</summary>
    public static AxisScale Rounded(IEnumerable<double> values, int wantedTicks)
    {
        (double minimum, double maximum) = Range(values);
        double step = ChooseStep(maximum - minimum, wantedTicks);
        double half = step / 2;
        return new AxisScale(Math.Floor((minimum / half) + 1e-9) * half, Math.Ceiling((maximum / half) - 1e-9) * half, step);
    }

    /// <summary>An axis that starts and ends at the data.</summary>
    public static AxisScale Tight(IEnumerable<double> values, int wantedTicks)
    {
        (double minimum, double maximum) = Range(values);
        return new AxisScale(minimum, maximum, ChooseStep(maximum - minimum, wantedTicks));
    }

    /// <summary>Where a value lies between the ends, from 0 to 1.</summary>
    public double Map(double value) => (value - Minimum) / (Maximum - Minimum);

    public string Format(double tick) => Math.Round(tick, decimals).ToString("N" + decimals, Digits);

    private static NumberFormatInfo Digits { get; } = new() { NumberGroupSeparator = "\u2009" }; // thin space

    private static (double Minimum, double Maximum) Range(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double minimum = finite.Length > 0 ? finite.Min() : 0;
        double maximum = finite.Length > 0 ? finite.Max() : 1;
        double spread = maximum - minimum;
        // One point, or equal ones, still need an axis.
        return spread > 0 ? (minimum, maximum) : (minimum - (Math.Abs(minimum) * 0.05) - 1, maximum + (Math.Abs(maximum) * 0.05) + 1);
    }

    private static double ChooseStep(double spread, int wantedTicks)
    {
        double rough = spread / Math.Max(1, wantedTicks - 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double[] steps = [1, 2, 5, 10];
        return power * steps.First(s => s * power >= rough * (1 - 1e-9));
    }
}
