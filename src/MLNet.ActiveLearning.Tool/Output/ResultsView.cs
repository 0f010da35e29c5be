using System.Globalization;
using MLNet.ActiveLearning.Experiments.Charts;
using MLNet.ActiveLearning.Experiments.Comparison;
using Spectre.Console;

namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>What a run ends with: tables, a chart, and where the files are.</summary>
internal static class ResultsView
{
    private const int MaxColumns = 6;
    private static readonly Color[] Colors = [Color.DodgerBlue1, Color.DarkOrange, Color.SpringGreen3, Color.Orchid, Color.Gold3, Color.MediumPurple];

    public static void Show(IAnsiConsole console, ComparisonResult result)
    {
        IReadOnlyList<StrategySummary> summary = result.Summarize();
        console.WriteLine();
        bool hasGains = summary.Any(s => s.Strategy != StrategySummary.BaselineName && s.FinalGain is not null);
        console.Write(AccuracyTable(summary, hasGains));
        if (hasGains)
        {
            console.WriteLine("gain: points over random in the last round; mean gain: over all rounds after the first;");
            console.WriteLine("efficiency: labels that random needs for the accuracy of the last round, over those used");
        }
        console.WriteLine();
        foreach (string finding in ComparisonFindings.Describe(result.Rows))
        {
            console.WriteLine($"- {finding}");
        }
        console.WriteLine();
        console.Write(TimeTable(summary));
        console.WriteLine();
        ShowChart(console, ComparisonChart.Create(result));
        console.WriteLine();
        console.WriteLine($"peak memory  {ResultText.Memory(result.PeakMemoryBytes)}");
        foreach (string file in result.Files)
        {
            console.Profile.Out.Writer.WriteLine($"wrote        {file}");
        }
        console.Profile.Out.Writer.Flush();
    }

    private static Table AccuracyTable(IReadOnlyList<StrategySummary> summary, bool hasGains)
    {
        int[] counts = Thin([.. summary.SelectMany(s => s.Curve).Select(p => p.LabeledCount).Distinct().Order()]);
        int seeds = summary.SelectMany(s => s.Curve).Max(p => p.SeedCount);
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(seeds > 1 ? $"Test accuracy in %, mean ± standard deviation over {seeds} seeds, by labels" : "Test accuracy in %, by labels") };
        table.AddColumn(new TableColumn("strategy").NoWrap());
        foreach (int count in counts)
        {
            table.AddColumn(Numbers(count.ToString(CultureInfo.InvariantCulture)));
        }
        if (hasGains)
        {
            table.AddColumn(Numbers("gain"));
            table.AddColumn(Numbers("mean gain"));
            table.AddColumn(Numbers("efficiency"));
        }
        table.AddColumn(new TableColumn("curve").NoWrap());
        double lowest = summary.Min(s => s.Curve.Min(p => p.Mean)), highest = summary.Max(s => s.Curve.Max(p => p.Mean));
        foreach (StrategySummary s in summary)
        {
            string[] gains = !hasGains ? [] : s.Strategy == StrategySummary.BaselineName ? ["", "", ""]
                : [ResultText.Gain(s.FinalGain), ResultText.Gain(s.MeanGain), s.Efficiency.Count > 0 ? ResultText.Efficiency(s.Efficiency[^1]) : "–"];
            table.AddRow([s.Strategy, .. counts.Select(c => s.Curve.FirstOrDefault(p => p.LabeledCount == c) is { } point ? ResultText.Accuracy(point) : ""), .. gains, Sparkline.Draw([.. s.Curve.Select(p => p.Mean)], lowest, highest)]);
        }
        return table;
    }

    private static Table TimeTable(IReadOnlyList<StrategySummary> summary)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("Seconds by step, all seeds and rounds") };
        table.AddColumn(new TableColumn("strategy").NoWrap());
        foreach (string step in (string[])["training", "evaluating", "selecting", "labelling", "all"])
        {
            table.AddColumn(Numbers(step));
        }
        foreach (StrategySummary s in summary)
        {
            PhaseSeconds t = s.Seconds;
            table.AddRow([s.Strategy, .. new[] { t.Training, t.Evaluating, t.Selecting, t.Labeling, t.Total }.Select(ResultText.Seconds)]);
        }
        return table;
    }

    private static void ShowChart(IAnsiConsole console, Chart chart)
    {
        console.WriteLine($"{chart.YLabel} by {chart.XLabel}");
        foreach (IReadOnlyList<TextChartPart> line in TextChart.Draw(chart))
        {
            foreach (TextChartPart part in line)
            {
                console.Write(new Text(part.Text, StyleOf(chart, part.SeriesIndex)));
            }
            console.WriteLine();
        }
    }

    private static Style StyleOf(Chart chart, int? series) => series switch
    {
        null => Style.Plain,
        { } i when chart.Series[i].IsBaseline => new Style(Color.Grey),
        { } i => new Style(Colors[i % Colors.Length]),
    };

    // A terminal has room for some columns; the files have them all.
    private static int[] Thin(int[] counts) => counts.Length <= MaxColumns
        ? counts
        : [.. Enumerable.Range(0, MaxColumns).Select(i => counts[(int)Math.Round(i * (counts.Length - 1.0) / (MaxColumns - 1))])];

    private static TableColumn Numbers(string title) => new TableColumn(title).NoWrap().RightAligned();
}
