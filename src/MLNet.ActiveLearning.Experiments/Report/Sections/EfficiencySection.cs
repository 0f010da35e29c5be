using System.Globalization;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Labelling efficiency over random sampling.</summary>
internal sealed class EfficiencySection : IReportSection
{
    public string Title => "Labelling efficiency";

    public ReportContent? Create(ReportInput input)
    {
        StrategySummary[] compared = [.. input.Summary.Where(s => s.Efficiency.Count > 0)];
        if (compared.Length == 0)
        {
            return null;
        }
        int[] counts = [.. compared.SelectMany(s => s.Efficiency).Select(p => p.LabelCount).Distinct().Order()];
        var points = compared.SelectMany(s => s.Efficiency.Select(p => new
        {
            s.Strategy,
            labels = p.LabelCount,
            efficiency = Math.Round(p.Efficiency ?? p.LowerBound ?? 0, 4),
            known = p.Efficiency is null ? "at least" : "exactly",
        }));
        return new ReportContent
        {
            HowToRead = "How many times as many labels random sampling needs for the same accuracy. Above 1 the strategy saves labels, at 2 it halves them. Hollow: random sampling never reached the accuracy, so the number is a lower bound; give random more rounds to know it.",
            Charts =
            [
                new ReportChart("Labelling efficiency by labelled rows, a line for each strategy", new
                {
                    width = "container",
                    height = Encodings.Height,
                    layer = new object[]
                    {
                        new { data = new { values = new[] { new { one = 1 } } }, mark = new { type = "rule", strokeDash = Encodings.Dashes }, encoding = new { y = new { field = "one", type = "quantitative" } } },
                        new
                        {
                            data = new { values = points },
                            mark = new { type = "line", strokeWidth = 2.2 },
                            encoding = new { x = Encodings.Labels("labels"), y = Efficiency(), color = Encodings.Strategy(input.Strategies) },
                        },
                        new
                        {
                            data = new { values = points },
                            mark = new { type = "point", size = 65, strokeWidth = 2 },
                            encoding = new
                            {
                                x = Encodings.Labels("labels"),
                                y = Efficiency(),
                                color = Encodings.Strategy(input.Strategies),
                                fillOpacity = new { condition = new { test = "datum.known == 'exactly'", value = 1 }, value = 0 },
                                fill = new { field = "strategy", type = "nominal", scale = new { domain = input.Strategies }, legend = (object?)null },
                                tooltip = new object[] { new { field = "strategy", type = "nominal" }, Encodings.Number("labels", ",.0f"), new { field = "known", type = "nominal", title = "efficiency is" }, Encodings.Number("efficiency", ".2f") },
                            },
                        },
                    },
                }),
            ],
            Tables =
            [
                new ReportTable(
                    "Labelling efficiency, by labelled rows",
                    ["strategy", .. counts.Select(c => c.ToString(CultureInfo.InvariantCulture))],
                    [.. compared.Select(s => (string[])[s.Strategy, .. counts.Select(c => s.Efficiency.Any(p => p.LabelCount == c) ? ResultText.Efficiency(s.Efficiency.First(p => p.LabelCount == c)) : "")])]),
            ],
        };
    }

    private static object Efficiency() => new { field = "efficiency", type = "quantitative", title = "labelling efficiency", scale = new { zero = false } };
}
