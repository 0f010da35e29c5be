using System.Globalization;
using MLNet.ActiveLearning.Evaluation;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Labels and money needed to reach an accuracy.</summary>
internal sealed class LabelsNeededSection : IReportSection
{
    private const int Targets = 6;

    public string Title => "Labels and cost to reach an accuracy";

    public ReportContent? Create(ReportInput input)
    {
        double[] targets = ChooseTargets(input.Summary);
        if (targets.Length == 0)
        {
            return null;
        }
        (string Strategy, double Target, double? Labels, double? Cost)[] needs =
        [
            .. from s in input.Summary
               let curve = new LearningCurve([.. s.Curve.Select(p => p.LabeledCount)], [.. s.Curve.Select(p => p.Mean)])
               from target in targets
               let labels = curve.LabelsAt(target)
               select (s.Strategy, target, labels, labels is { } n ? GetCost(input, s.Strategy, n) : (double?)null),
        ];
        var prices = new LabelingPrices();
        return new ReportContent
        {
            HowToRead = string.Create(CultureInfo.InvariantCulture, $"Where the mean curve first reaches an accuracy, read along straight lines between its points; a dash where it never does. Lower is better. Cost is that of the labels and of the computing up to there, at {prices.PerLabel} a label and {prices.PerHour} an hour (USD, list prices of clouds)."),
            Charts =
            [
                new ReportChart("Labels needed by accuracy, a line for each strategy", new
                {
                    width = "container",
                    height = Encodings.Height,
                    data = new { values = needs.Where(n => n.Labels is not null).Select(n => new { n.Strategy, accuracy = Math.Round(100 * n.Target, 1), labels = Math.Round(n.Labels!.Value), cost = Math.Round(n.Cost!.Value, 2) }) },
                    mark = new { type = "line", point = new { filled = true, size = 55 } },
                    encoding = new
                    {
                        x = new { field = "accuracy", type = "quantitative", title = "test accuracy reached (%)", scale = new { zero = false, nice = false, padding = 12 }, axis = new { grid = false } },
                        y = new { field = "labels", type = "quantitative", title = "labelled rows needed", axis = new { format = "~s" } },
                        color = Encodings.Strategy(input.Strategies),
                        tooltip = new object[] { new { field = "strategy", type = "nominal" }, Encodings.Number("accuracy", ".1f", "accuracy (%)"), Encodings.Number("labels", ",.0f"), Encodings.Number("cost", ",.2f", "cost (USD)") },
                    },
                }),
            ],
            Tables =
            [
                CreateTable("Labels needed, by accuracy in percent", n => n.Labels, "F0"),
                CreateTable("Cost in USD, by accuracy in percent", n => n.Cost, "F2"),
            ],
        };

        ReportTable CreateTable(string caption, Func<(string Strategy, double Target, double? Labels, double? Cost), double?> number, string format) => new(
            caption,
            ["strategy", .. targets.Select(t => (100 * t).ToString("0.#", CultureInfo.InvariantCulture))],
            [.. needs.GroupBy(n => n.Strategy).Select(g => (string[])[g.Key, .. g.Select(n => number(n)?.ToString(format, CultureInfo.InvariantCulture) ?? "–")])]);
    }

    // Round accuracies above the best start and up to the best end.
    private static double[] ChooseTargets(IReadOnlyList<StrategySummary> summary)
    {
        if (summary.Count == 0 || summary.All(s => s.Curve.Count < 2))
        {
            return [];
        }
        double low = 100 * summary.Max(s => s.Curve[0].Mean), high = 100 * summary.Max(s => s.Curve.Max(p => p.Mean));
        double step = new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20 }.FirstOrDefault(s => (high - low) / s <= Targets, 20);
        int first = (int)Math.Ceiling(low / step), last = (int)Math.Floor(high / step);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(i => i * step / 100)];
    }

    // Seconds of a seed grow along straight lines between its rounds too.
    private static double GetCost(ReportInput input, string strategy, double labels)
    {
        RoundResult[] rows = [.. input.Result.Rows.Where(r => r.Strategy == strategy)];
        double seconds = rows.GroupBy(r => r.Seed).Average(run =>
        {
            RoundResult[] rounds = [.. run.OrderBy(r => r.LabeledCount)];
            double sum = 0;
            for (int i = 0; i < rounds.Length; i++)
            {
                int before = i == 0 ? 0 : rounds[i - 1].LabeledCount;
                sum += rounds[i].Seconds.Total * Math.Clamp((labels - before) / (rounds[i].LabeledCount - before), 0, 1);
            }
            return sum;
        });
        return LabelingCost.GetOverallCost((int)Math.Ceiling(labels), seconds / 3600);
    }
}
