namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>A curve in one line of text, for the cell of a table.</summary>
public static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Draws values as bars of eight heights.</summary>
    /// <param name="values">The values, one character each; finite.</param>
    /// <param name="lowest">The value of the lowest bar; the same for curves that are to be compared.</param>
    /// <param name="highest">The value of the highest bar.</param>
    public static string Draw(IReadOnlyList<double> values, double lowest, double highest)
    {
        ArgumentNullException.ThrowIfNull(values);
        return string.Concat(values.Select(v => Bars[highest > lowest ? (int)Math.Round(Math.Clamp((v - lowest) / (highest - lowest), 0, 1) * (Bars.Length - 1)) : 0]));
    }
}
