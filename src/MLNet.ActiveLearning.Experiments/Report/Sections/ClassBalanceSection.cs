using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Which classes a strategy asked for.</summary>
internal sealed class ClassBalanceSection : IReportSection
{
    // A chart of more cells is slow and shows nothing.
    private const int MostCells = 8000;

    public string Title => "Classes asked for";

    public ReportContent? Create(ReportInput input)
    {
        QueriedLabel[] queried = [.. input.Labels.Where(l => l.Round >= 0)];
        string[] classes = [.. input.Labels.Select(l => l.Label).Distinct().Order(StringComparer.Ordinal)];
        if (queried.Length == 0 || classes.Length < 2)
        {
            return null;
        }
        var balance = queried.GroupBy(l => (l.Strategy, l.Round, l.Seed))
            .Select(g => (g.Key, Balance: GetBalance([.. g.GroupBy(l => l.Label).Select(c => c.Count())], classes.Length)))
            .GroupBy(g => (g.Key.Strategy, g.Key.Round))
            .Select(g => new { g.Key.Strategy, query = g.Key.Round + 1, balance = Math.Round(g.Average(b => b.Balance), 4) })
            .ToArray();
        var shares = queried.GroupBy(l => (l.Strategy, l.Round))
            .SelectMany(g => g.GroupBy(l => l.Label).Select(c => new { g.Key.Strategy, query = g.Key.Round + 1, label = c.Key, share = Math.Round(100.0 * c.Count() / g.Count(), 2) }))
            .ToArray();
        string first = input.Strategies.FirstOrDefault(s => s != Comparison.StrategySummary.BaselineName) ?? input.Strategies[0];
        return new ReportContent
        {
            HowToRead = "The balance of a query is the entropy of its classes over the greatest possible, mean over the seeds: 1 if all classes are asked for alike, 0 if one class alone is. Below, the share of each class in the queries of one strategy, over all seeds: choose it below the chart.",
            Charts =
            [
                new ReportChart("Balance of the classes asked for by query, a line for each strategy", new
                {
                    width = "container",
                    height = 240,
                    data = new { values = balance },
                    mark = new { type = "line", point = new { filled = true, size = 50 } },
                    encoding = new
                    {
                        x = Query("quantitative"),
                        y = new { field = "balance", type = "quantitative", title = "balance", scale = new { zero = false } },
                        color = Encodings.Strategy(input.Strategies),
                        tooltip = new object[] { new { field = "strategy", type = "nominal" }, Encodings.Number("query", ".0f"), Encodings.Number("balance", ".3f") },
                    },
                }),
                .. shares.Length > MostCells ? Array.Empty<ReportChart>() :
                [
                    new ReportChart("Share of each class in the queries of a strategy", new
                    {
                        width = "container",
                        height = Math.Clamp(20 * classes.Length, 100, 700),
                        data = new { values = shares },
                        @params = new[] { new { name = "of", value = first, bind = new { input = "select", options = input.Strategies, name = "strategy " } } },
                        transform = new[] { new { filter = "datum.strategy == of" } },
                        mark = new { type = "rect" },
                        encoding = new
                        {
                            x = Query("ordinal"),
                            y = new { field = "label", type = "nominal", title = "", sort = classes },
                            color = new { field = "share", type = "quantitative", title = "share of the query (%)" },
                            tooltip = new object[] { Encodings.Number("query", ".0f"), new { field = "label", type = "nominal", title = "class" }, Encodings.Number("share", ".1f", "share (%)") },
                        },
                    }),
                ],
            ],
            Tables =
            [
                new ReportTable(
                    "Labels asked for by class, all seeds and queries",
                    ["strategy", .. classes],
                    [.. queried.GroupBy(l => l.Strategy).Select(g => (string[])[g.Key, .. classes.Select(c => g.Count(l => l.Label == c).ToString(CultureInfo.InvariantCulture))])]) { IsFolded = classes.Length > 12 },
            ],
        };
    }

    /// <summary>Entropy of the counts over the logarithm of the number of classes, in [0, 1].</summary>
    internal static double GetBalance(IReadOnlyCollection<int> counts, int classCount)
    {
        double all = counts.Sum();
        return counts.Where(c => c > 0).Sum(c => -(c / all) * Math.Log(c / all)) / Math.Log(classCount);
    }

    private static object Query(string type) => new { field = "query", type, title = "query", axis = new { tickMinStep = 1, labelAngle = 0, grid = false, format = "d" } };
}
