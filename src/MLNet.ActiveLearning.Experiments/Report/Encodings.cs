using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Parts of Vega-Lite specifications that several sections use.</summary>
internal static class Encodings
{
    public const int Height = 320;
    private const string All = "all";
    private const string IsChosen = $"chosen == '{All}' || datum.strategy == chosen";

    /// <summary>Lines that are no measurements.</summary>
    public static IReadOnlyList<int> Dashes { get; } = [6, 5];

    /// <summary>The ends of an axis of shares.</summary>
    public static IReadOnlyList<int> Shares { get; } = [0, 1];

    /// <summary>A line for each strategy over the labels, with a band; a choice below the chart brings one forward.</summary>
    /// <param name="strategies">The order of colours.</param>
    /// <param name="values">Rows with the fields strategy, labels, value, low, high and seeds.</param>
    /// <param name="title">The vertical axis.</param>
    /// <param name="range">Ends of the vertical axis; null for those of the data.</param>
    /// <param name="format">How values are written, in d3's language.</param>
    public static object BandedLines(IReadOnlyList<string> strategies, IEnumerable<BandPoint> values, string title, double[]? range, string format = ".1f")
    {
        object y = new { field = "value", type = "quantitative", title, scale = new { zero = false, domain = range, nice = range is null } };
        object opacity = new { condition = new { test = IsChosen, value = 1 }, value = 0.12 };
        object shape = new { field = "strategy", type = "nominal", scale = new { domain = strategies }, legend = new { title = "", symbolOpacity = 1 } };
        return new
        {
            width = "container",
            height = Height,
            data = new { values },
            @params = new[] { new { name = "chosen", value = All, bind = new { input = "select", options = strategies.Prepend(All), name = "bring forward " } } },
            encoding = new { x = Labels("labels"), color = Strategy(strategies) },
            layer = new object[]
            {
                new
                {
                    mark = new { type = "area", clip = true },
                    encoding = new
                    {
                        y = new { field = "low", type = "quantitative", title },
                        y2 = new { field = "high" },
                        opacity = new { condition = new { test = IsChosen, value = 0.13 }, value = 0.02 },
                    },
                },
                new { mark = new { type = "line", clip = true, strokeWidth = 2.2 }, encoding = new { y, opacity } },
                new
                {
                    mark = new { type = "point", filled = true, size = 60, clip = true },
                    encoding = new
                    {
                        y,
                        opacity,
                        shape,
                        tooltip = new object[]
                        {
                            new { field = "strategy", type = "nominal" }, Number("labels", ",.0f"), Number("value", format, title), Number("low", format), Number("high", format), Number("seeds", ".0f"),
                        },
                    },
                },
            },
        };
    }

    /// <summary>The number of labels on the horizontal axis.</summary>
    public static object Labels(string field) => new { field, type = "quantitative", title = "labelled rows", scale = new { zero = false, nice = false, padding = 12 }, axis = new { format = "~s", grid = false } };

    /// <summary>Colours by strategy, in the order that is common to all charts.</summary>
    public static object Strategy(IReadOnlyList<string> strategies) => new { field = "strategy", type = "nominal", scale = new { domain = strategies }, legend = new { title = "", symbolOpacity = 1 } };

    /// <summary>A number in a tooltip.</summary>
    public static object Number(string field, string format, string? title = null) => new { field, type = "quantitative", format, title = title ?? field };

    /// <summary>Ends of an axis around means, and bands as far as they do not dwarf them: with two seeds a band can be ten times as wide as the curve is high.</summary>
    public static double[]? RangeOf(IReadOnlyCollection<BandPoint> points, double least, double most)
    {
        if (points.Count == 0)
        {
            return null;
        }
        double low = points.Min(p => p.Value), high = points.Max(p => p.Value), air = Math.Max(0.25 * (high - low), 0.01 * (most - least));
        return [Math.Max(least, Math.Max(points.Min(p => p.Low), low - air)), Math.Min(most, Math.Min(points.Max(p => p.High), high + air))];
    }
}

/// <summary>A point of a line with a band.</summary>
/// <param name="Strategy">The strategy.</param>
/// <param name="Labels">Labelled rows.</param>
/// <param name="Value">Mean over the seeds.</param>
/// <param name="Low">Lower end of the interval of the mean; the mean for one seed.</param>
/// <param name="High">Upper end.</param>
/// <param name="Seeds">Seeds.</param>
internal sealed record BandPoint(string Strategy, int Labels, double Value, double Low, double High, int Seeds)
{
    /// <summary>Means with 95 % intervals (Student's t) of a number of the rows, in a fixed number of digits.</summary>
    public static IReadOnlyList<BandPoint> Compute(IEnumerable<RoundResult> rows, Func<RoundResult, double> number, double most) =>
    [
        .. rows.GroupBy(r => (r.Strategy, r.LabeledCount)).OrderBy(g => g.Key.LabeledCount).Select(g =>
        {
            var mean = Evaluation.RepeatStatistics.Compute([.. g.Select(number)]);
            double half = mean.HalfWidth ?? 0;
            return new BandPoint(g.Key.Strategy, g.Key.LabeledCount, Digits(mean.Mean), Digits(Math.Max(0, mean.Mean - half)), Digits(Math.Min(most, mean.Mean + half)), mean.Count);
        }),
    ];

    private static double Digits(double value) => Math.Round(value, 5);
}
