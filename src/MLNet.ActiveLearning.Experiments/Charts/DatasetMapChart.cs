using System.Globalization;
using MLNet.ActiveLearning.DatasetMaps;

namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>Draws a dataset map: confidence over variability, a marker a sample, by difficulty.</summary>
public static class DatasetMapChart
{
    private const int MostPoints = 2000;

    /// <summary>Draws a map.</summary>
    /// <param name="map">The map; of more than 2,000 samples every k-th is drawn.</param>
    /// <param name="title">What was trained on.</param>
    /// <returns>The text of an SVG file.</returns>
    public static string ToSvg(DatasetMap map, string title)
    {
        ArgumentNullException.ThrowIfNull(map);
        int step = ((map.Points.Count - 1) / MostPoints) + 1;
        DatasetMapPoint[] drawn = [.. map.Points.Where(p => p.Position % step == 0)];
        return LearningCurveChart.ToSvg(new Chart
        {
            Title = title,
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"{drawn.Length:N0} of {map.Points.Count:N0} samples; difficulty by confidence"),
            XLabel = "% variability",
            YLabel = "confidence, %",
            Series = [.. drawn.GroupBy(p => p.Difficulty).OrderBy(g => g.Key).Select(g => new ChartSeries(
                g.Key == Difficulty.VeryHard ? "very hard" : g.Key.ToString().ToLowerInvariant(),
                [.. g.OrderBy(p => p.Variability).Select(p => new ChartPoint(100 * p.Variability, 100 * p.Confidence, 100 * p.Confidence, 100 * p.Confidence))])
            {
                HasLine = false,
            })],
        });
    }
}
