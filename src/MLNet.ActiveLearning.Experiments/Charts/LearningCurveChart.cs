using System.Globalization;
using System.Text;

namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>Draws a chart as an SVG picture that needs nothing else: no script, no font file, no style sheet.</summary>
/// <remarks>
/// It follows the reader's light or dark setting, tells lines apart by markers as well as by colours, and has its numbers as tooltips.
/// The same chart gives the same text in every culture.
/// </remarks>
public static class LearningCurveChart
{
    private const double Width = 820;
    private const double Height = 500;
    private const double Left = 74;
    private const double Right = 28;
    private const double Top = 66;
    private const double Bottom = 92;
    private const double PlotWidth = Width - Left - Right;
    private const double PlotHeight = Height - Top - Bottom;

    /// <summary>Draws a chart.</summary>
    /// <param name="chart">What to draw.</param>
    /// <returns>The text of an SVG file.</returns>
    public static string ToSvg(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ChartSeries[] series = [.. chart.Series.Where(s => s.Points.Count > 0)];
        IReadOnlyList<LineStyle> styles = LineStyle.For(series);
        AxisScale x = AxisScale.Tight(series.SelectMany(s => s.Points).Select(p => p.X), 8);
        AxisScale y = AxisScale.Rounded(series.SelectMany(s => s.Points).SelectMany(p => new[] { p.Low, p.High, p.Y }), 7);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-labelledby=\"chart-title\" class=\"chart\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"chart-title\">{Markup.Escape(chart.Title)}</title>\n");
        AppendStyle(svg, styles);
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"chart-paper\" width=\"{Width}\" height=\"{Height}\" rx=\"6\"/>\n");
        AppendText(svg, Left, 30, "chart-title", chart.Title);
        AppendText(svg, Left, 50, "chart-note", chart.Subtitle);
        AppendAxes(svg, chart, x, y, series);
        for (int i = 0; i < series.Length; i++)
        {
            AppendBand(svg, series[i], i, x, y);
        }
        // The dashed baseline comes last: the lines below it stay visible.
        foreach (int i in Enumerable.Range(0, series.Length).OrderBy(i => series[i].IsBaseline))
        {
            AppendLine(svg, chart, series[i], i, styles[i], x, y);
        }
        AppendLegend(svg, series, styles);
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendStyle(StringBuilder svg, IReadOnlyList<LineStyle> styles)
    {
        svg.Append("<style>\n");
        svg.Append(".chart text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;font-size:13px;fill:#444}\n");
        svg.Append(".chart .chart-title{font-size:17px;font-weight:600;fill:#1a1a1a}.chart .chart-name{fill:#1a1a1a}\n");
        svg.Append(".chart-paper{fill:#fff}.chart-grid{stroke:#e4e4e4;stroke-width:1}.chart-axis{stroke:#8a8a8a;stroke-width:1}\n");
        svg.Append(".chart-line{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}.chart-band{opacity:.12}.chart-base{stroke-dasharray:6 5}\n");
        AppendColours(svg, styles, s => s.Light, "#fff");
        svg.Append("@media (prefers-color-scheme:dark){\n");
        svg.Append(".chart text{fill:#b8b8b8}.chart .chart-title,.chart .chart-name{fill:#f0f0f0}\n");
        svg.Append(".chart-paper{fill:#17191c}.chart-grid{stroke:#2e3237}.chart-axis{stroke:#7d838a}.chart-band{opacity:.17}\n");
        AppendColours(svg, styles, s => s.Dark, "#17191c");
        svg.Append("}\n</style>\n");
    }

    private static void AppendColours(StringBuilder svg, IReadOnlyList<LineStyle> styles, Func<LineStyle, string> colour, string paper)
    {
        for (int i = 0; i < styles.Count; i++)
        {
            string c = colour(styles[i]);
            svg.Append(CultureInfo.InvariantCulture, $".chart-l{i}{{stroke:{c}}}.chart-b{i}{{fill:{c}}}.chart-m{i}{{fill:{c};stroke:{paper};stroke-width:1.2}}\n");
        }
    }

    private static void AppendAxes(StringBuilder svg, Chart chart, AxisScale x, AxisScale y, ChartSeries[] series)
    {
        foreach (double tick in y.Ticks)
        {
            double at = MapY(y, tick);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-grid\" d=\"M{Left},{at:0.##}H{Width - Right}\"/>\n");
            AppendText(svg, Left - 9, at + 4.5, "", y.Format(tick), "end");
        }
        foreach (double tick in ChooseXTicks(x, series))
        {
            double at = MapX(x, tick);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-axis\" d=\"M{at:0.##},{Height - Bottom}v5\"/>\n");
            AppendText(svg, at, Height - Bottom + 20, "", x.Format(tick), "middle");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-axis\" d=\"M{Left},{Height - Bottom}H{Width - Right}\"/>\n");
        AppendText(svg, Left + (PlotWidth / 2), Height - Bottom + 42, "", chart.XLabel, "middle");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(20,{Top + (PlotHeight / 2)}) rotate(-90)\" text-anchor=\"middle\">{Markup.Escape(chart.YLabel)}</text>\n");
    }

    // The numbers of labels themselves, as long as they do not crowd.
    private static IEnumerable<double> ChooseXTicks(AxisScale x, ChartSeries[] series)
    {
        double[] own = [.. series.SelectMany(s => s.Points).Select(p => p.X).Distinct().Order()];
        return own.Length is > 0 and <= 10 ? own : x.Ticks;
    }

    private static void AppendBand(StringBuilder svg, ChartSeries series, int index, AxisScale x, AxisScale y)
    {
        if (series.Points.All(p => p.High <= p.Low))
        {
            return;
        }
        IEnumerable<string> upper = series.Points.Select(p => Place(x, y, p.X, p.High));
        IEnumerable<string> lower = series.Points.Reverse().Select(p => Place(x, y, p.X, p.Low));
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-band chart-b{index}\" d=\"M{string.Join('L', upper.Concat(lower))}Z\"/>\n");
    }

    private static void AppendLine(StringBuilder svg, Chart chart, ChartSeries series, int index, LineStyle style, AxisScale x, AxisScale y)
    {
        string path = string.Join('L', series.Points.Select(p => Place(x, y, p.X, p.Y)));
        if (series.HasLine)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-line chart-l{index}{Dashes(series)}\" d=\"M{path}\"/>\n");
        }
        string Number(double value) => value.ToString(chart.TipFormat, CultureInfo.InvariantCulture);
        foreach (ChartPoint p in series.Points)
        {
            string tip = string.Create(CultureInfo.InvariantCulture, $"{series.Name}: {Number(p.Y)} ({Number(p.Low)} to {Number(p.High)}) at {p.X:0} {chart.XLabel}");
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-m{index}\" transform=\"translate({Place(x, y, p.X, p.Y)})\" d=\"{style.Marker}\"><title>{Markup.Escape(tip)}</title></path>\n");
        }
    }

    private static void AppendLegend(StringBuilder svg, ChartSeries[] series, IReadOnlyList<LineStyle> styles)
    {
        // No font can be measured here; this width fits common sans-serif fonts.
        double[] widths = [.. series.Select(s => 56 + (6.9 * s.Name.Length))];
        double left = Left + Math.Max(0, (PlotWidth - widths.Sum()) / 2);
        double at = left;
        double line = Height - 22;
        for (int i = 0; i < series.Length; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-line chart-l{i}{Dashes(series[i])}\" d=\"M{at:0.##},{line}h26\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"chart-m{i}\" transform=\"translate({at + 13:0.##},{line})\" d=\"{styles[i].Marker}\"/>\n");
            AppendText(svg, at + 33, line + 4.5, "chart-name", series[i].Name);
            at += widths[i];
        }
    }

    private static void AppendText(StringBuilder svg, double x, double y, string cssClass, string text, string anchor = "start")
    {
        if (text.Length > 0)
        {
            string attribute = cssClass.Length > 0 ? $" class=\"{cssClass}\"" : "";
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\"{attribute}>{Markup.Escape(text)}</text>\n");
        }
    }

    private static string Dashes(ChartSeries series) => series.IsBaseline ? " chart-base" : "";

    private static double MapX(AxisScale x, double value) => Left + (PlotWidth * (0.03 + (0.94 * x.Map(value))));

    private static double MapY(AxisScale y, double value) => Top + (PlotHeight * (1 - y.Map(value)));

    private static string Place(AxisScale x, AxisScale y, double px, double py) =>
        string.Create(CultureInfo.InvariantCulture, $"{MapX(x, px):0.##},{MapY(y, py):0.##}");
}
