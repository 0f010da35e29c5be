using System.Globalization;
using System.Text;
using MLNet.ActiveLearning.Experiments.Charts;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Shows a comparison's results: as a chart and as a web page.</summary>
public static class ComparisonReport
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
        h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{color:#555;margin:.3rem 0}
        svg{max-width:100%;height:auto;border:1px solid #e4e4e4;border-radius:6px}
        .wide{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        th,td{padding:.3rem .8rem;text-align:right;border-bottom:1px solid #e4e4e4;white-space:nowrap}
        th:first-child,td:first-child{text-align:left;padding-left:0}th{font-weight:600}
        .facts td{text-align:left;white-space:normal}
        @media (prefers-color-scheme:dark){body{color:#f0f0f0;background:#0f1113}p{color:#b8b8b8}svg,th,td{border-color:#2e3237}}
        """;

    /// <summary>The learning curves: mean over the seeds, with a band from the lowest to the highest.</summary>
    /// <param name="result">The results.</param>
    public static Chart CreateChart(ComparisonResult result)
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

    /// <summary>A web page that needs nothing else: chart, tables, settings and environment.</summary>
    /// <param name="result">The results.</param>
    public static string ToHtml(ComparisonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Chart chart = CreateChart(result);
        IReadOnlyList<StrategySummary> summary = result.Summarize();
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Markup.Escape(chart.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Markup.Escape(chart.Title)}</h1>\n<p>{Markup.Escape(chart.Subtitle)}.</p>\n");
        html.Append(LearningCurveChart.ToSvg(chart));
        AppendFindings(html, result.Rows);
        AppendAccuracy(html, summary);
        AppendEfficiency(html, summary);
        AppendDuels(html, StrategyDuels.Compare(result.Rows));
        AppendTimes(html, summary, result.PeakMemoryBytes);
        AppendRows(html, result.Rows);
        AppendFacts(html, "Settings", result.Settings);
        AppendFacts(html, "Environment", result.Environment);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void AppendAccuracy(StringBuilder html, IReadOnlyList<StrategySummary> summary)
    {
        int[] counts = [.. summary.SelectMany(s => s.Curve).Select(p => p.LabeledCount).Distinct().Order()];
        AppendTable(
            html,
            "Test accuracy in percent, by labelled rows (mean ± standard deviation over seeds)",
            ["strategy", .. counts.Select(c => c.ToString(CultureInfo.InvariantCulture)), "gain at the end", "mean gain"],
            summary.Select(s => (string[])[
                s.Strategy,
                .. counts.Select(c => s.Curve.FirstOrDefault(p => p.LabeledCount == c) is { } p ? ResultText.Accuracy(p) : ""),
                ResultText.Gain(s.FinalGain),
                ResultText.Gain(s.MeanGain)]));
        html.Append(CultureInfo.InvariantCulture, $"<p>Gains are percentage points over {StrategySummary.BaselineName}, paired by seed; the mean is over all rounds after the first.</p>\n");
    }

    private static void AppendFindings(StringBuilder html, IReadOnlyCollection<RoundResult> rows)
    {
        IReadOnlyList<string> findings = ComparisonFindings.Describe(rows);
        if (findings.Count > 0)
        {
            html.Append("<h2>What it shows</h2>\n<ul>\n");
            foreach (string finding in findings)
            {
                html.Append(CultureInfo.InvariantCulture, $"<li>{Markup.Escape(finding)}</li>\n");
            }
            html.Append("</ul>\n");
        }
    }

    private static void AppendEfficiency(StringBuilder html, IReadOnlyList<StrategySummary> summary)
    {
        StrategySummary[] compared = [.. summary.Where(s => s.Efficiency.Count > 0)];
        if (compared.Length == 0)
        {
            return;
        }
        int[] counts = [.. compared.SelectMany(s => s.Efficiency).Select(p => p.LabelCount).Distinct().Order()];
        AppendTable(
            html,
            $"Labelling efficiency, by labelled rows: labels of {StrategySummary.BaselineName} for the same accuracy, over labels of the strategy",
            ["strategy", .. counts.Select(c => c.ToString(CultureInfo.InvariantCulture))],
            compared.Select(s => (string[])[s.Strategy, .. counts.Select(c => s.Efficiency.Any(p => p.LabelCount == c) ? ResultText.Efficiency(s.Efficiency.First(p => p.LabelCount == c)) : "")]));
        html.Append(CultureInfo.InvariantCulture, $"<p>Above 1 the strategy saves labels. With ≥, {StrategySummary.BaselineName} never reached the accuracy: a lower bound.</p>\n");
    }

    private static void AppendDuels(StringBuilder html, StrategyDuels? duels)
    {
        if (duels is null)
        {
            return;
        }
        AppendTable(
            html,
            $"Share of rounds in which a strategy (row) beats another (column) beyond chance, {duels.SeedCount} seeds",
            ["", .. duels.Strategies, "wins"],
            duels.Strategies.Select((name, i) => (string[])[
                name, .. duels.Matrix.Cells[i].Select((share, j) => i == j ? "" : ResultText.Percent(share)), ResultText.Percent(duels.Matrix.WinningShares[i])])
                .Append(["is beaten", .. duels.Matrix.BeatenShares.Select(ResultText.Percent), ""]));
        html.Append("<p>Paired two-tailed t-test over the seeds, 5 %; the last row is the mean of a column: lower is better.</p>\n");
    }

    private static void AppendTimes(StringBuilder html, IReadOnlyList<StrategySummary> summary, long peakMemoryBytes)
    {
        AppendTable(
            html,
            "Seconds by step, all seeds and rounds together",
            ["strategy", "training", "evaluating", "selecting", "labelling", "all"],
            summary.Select(s => (string[])[
                s.Strategy,
                .. new[] { s.Seconds.Training, s.Seconds.Evaluating, s.Seconds.Selecting, s.Seconds.Labeling, s.Seconds.Total }.Select(ResultText.Seconds)]));
        html.Append(CultureInfo.InvariantCulture, $"<p>Peak memory of the process: {ResultText.Memory(peakMemoryBytes)}.</p>\n");
    }

    private static void AppendRows(StringBuilder html, IReadOnlyList<RoundResult> rows) => AppendTable(
        html,
        "All rounds",
        ["strategy", "seed", "round", "labelled", "accuracy", "macro accuracy", "log-loss", "calibration error", "training s", "selecting s"],
        rows.Select(r => (string[])[
            r.Strategy,
            .. new[] { (long)r.Seed, r.Round, r.LabeledCount }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
            .. new[] { r.Accuracy, r.MacroAccuracy, r.LogLoss, r.CalibrationError }.Select(v => v.ToString("F4", CultureInfo.InvariantCulture)),
            ResultText.Seconds(r.Seconds.Training),
            ResultText.Seconds(r.Seconds.Selecting)]));

    private static void AppendFacts(StringBuilder html, string title, IReadOnlyDictionary<string, string> facts)
    {
        if (facts.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{Markup.Escape(title)}</h2>\n<div class=\"wide\"><table class=\"facts\">\n");
            foreach ((string name, string value) in facts)
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Markup.Escape(name)}</td><td>{Markup.Escape(value)}</td></tr>\n");
            }
            html.Append("</table></div>\n");
        }
    }

    private static void AppendTable(StringBuilder html, string title, string[] head, IEnumerable<string[]> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Markup.Escape(title)}</h2>\n<div class=\"wide\"><table>\n<tr>{string.Concat(head.Select(h => $"<th>{Markup.Escape(h)}</th>"))}</tr>\n");
        foreach (string[] row in rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select(c => $"<td>{Markup.Escape(c)}</td>"))}</tr>\n");
        }
        html.Append("</table></div>\n");
    }
}
