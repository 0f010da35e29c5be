using MLNet.ActiveLearning.Experiments.Charts;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>The learning curves of a comparison as a chart, for pictures and terminals.</summary>
public static class ComparisonChart
{
    /// <summary>The learning curves: mean over the seeds, with a band from the lowest to the highest.</summary>
    /// <param name="result">The results.</param>
    public static Chart Create(ComparisonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        IReadOnlyList<StrategySummary> summary = result.Summarize();
        int seeds = result.Rows.Select(r => r.Seed).Distinct().Count();
        return new Chart
        {
            Title = $"Learning curves on {result.DataName}",
            Subtitle = seeds switch
            {
                0 => "No results yet",
                1 => "One seed",
                _ => $"Mean over {seeds} seeds; band from the lowest to the highest",
            },
            XLabel = "labelled rows",
            YLabel = "test accuracy (%)",
            Series = [.. summary.Select(s => new ChartSeries(
                s.Strategy,
                [.. s.Curve.Select(p => new ChartPoint(p.LabeledCount, 100 * p.Mean, 100 * p.Minimum, 100 * p.Maximum))],
                IsBaseline: s.Strategy == StrategySummary.BaselineName))],
        };
    }
}
