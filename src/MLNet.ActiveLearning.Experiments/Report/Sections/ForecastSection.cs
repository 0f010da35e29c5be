using System.Globalization;
using MLNet.ActiveLearning.Evaluation;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Where the curves are going.</summary>
internal sealed class ForecastSection : IReportSection
{
    private const int Steps = 16;
    private const int Draws = 200;

    public string Title => "Forecast";

    public ReportContent? Create(ReportInput input)
    {
        (string Strategy, ForecastPoint[] Points)[] forecasts = [.. input.Summary.Where(s => s.Curve.Count >= AccuracyForecast.LeastPoints).Select(s => (s.Strategy, Forecast(input, s)))];
        if (forecasts.Length == 0)
        {
            return null;
        }
        BandPoint[] points = [.. forecasts.SelectMany(f => f.Points.Select(p => new BandPoint(f.Strategy, p.LabelCount, Percent(p.Accuracy), Percent(p.Lower), Percent(p.Upper), 0)))];
        var measured = input.Summary.SelectMany(s => s.Curve.Select(p => new { s.Strategy, labels = p.LabeledCount, value = Percent(p.Mean) })).ToArray();
        object y = new { field = "value", type = "quantitative", title = "test accuracy (%)", scale = new { zero = false } };
        return new ReportContent
        {
            HowToRead = "The error is taken to fall as a power of the labels towards a floor, fitted to all measured points and drawn out to twice the labels. The band is the 95 % interval of the mean curve, if the curve keeps its form; points are measured means. docs/evaluation.md says how far the intervals are to be trusted.",
            Charts =
            [
                new ReportChart("Forecast test accuracy by labelled rows, a line for each strategy", new
                {
                    width = "container",
                    height = Encodings.Height,
                    encoding = new { x = Encodings.Labels("labels"), color = Encodings.Strategy(input.Strategies) },
                    layer = new object[]
                    {
                        new { data = new { values = points }, mark = new { type = "area", opacity = 0.14 }, encoding = new { y = new { field = "low", type = "quantitative", title = "test accuracy (%)" }, y2 = new { field = "high" } } },
                        new { data = new { values = points }, mark = new { type = "line", strokeDash = Encodings.Dashes }, encoding = new { y } },
                        new
                        {
                            data = new { values = measured },
                            mark = new { type = "point", filled = true, size = 45 },
                            encoding = new { y, tooltip = new object[] { new { field = "strategy", type = "nominal" }, Encodings.Number("labels", ",.0f"), Encodings.Number("value", ".1f", "measured (%)") } },
                        },
                    },
                }),
            ],
            Tables =
            [
                new ReportTable(
                    "Forecast test accuracy in percent, with the 95 % interval",
                    ["strategy", "labels", "accuracy", "from", "to"],
                    [.. forecasts.Select(f => (Forecast: f.Points[^1], f.Strategy)).Select(f => (string[])[
                        f.Strategy, f.Forecast.LabelCount.ToString(CultureInfo.InvariantCulture), Text(f.Forecast.Accuracy), Text(f.Forecast.Lower), Text(f.Forecast.Upper)])]),
            ],
        };
    }

    private static ForecastPoint[] Forecast(ReportInput input, StrategySummary summary)
    {
        LearningCurve[] runs = [.. input.Result.Rows.Where(r => r.Strategy == summary.Strategy).GroupBy(r => r.Seed).Select(run =>
        {
            RoundResult[] rounds = [.. run.OrderBy(r => r.LabeledCount)];
            return new LearningCurve([.. rounds.Select(r => r.LabeledCount)], [.. rounds.Select(r => r.Accuracy)]);
        })];
        var forecast = AccuracyForecast.Fit(runs, new ForecastOptions { Draws = Draws });
        int first = summary.Curve[0].LabeledCount, last = 2 * summary.Curve[^1].LabeledCount;
        return [.. Enumerable.Range(0, Steps + 1).Select(i => first + (int)((long)(last - first) * i / Steps)).Distinct().Select(forecast.Predict)];
    }

    private static double Percent(double share) => Math.Round(100 * share, 3);

    private static string Text(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);
}
