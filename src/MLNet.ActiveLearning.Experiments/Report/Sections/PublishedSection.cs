using System.Globalization;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Published numbers beside ours.</summary>
internal sealed class PublishedSection : IReportSection
{
    public string Title => "Beside the published numbers";

    public ReportContent? Create(ReportInput input)
    {
        if (input.Result.Published is not { } published || (published.Points.Count == 0 && published.Remarks.Count == 0))
        {
            return null;
        }
        return new ReportContent
        {
            HowToRead = $"What the paper reports of the experiment that was repeated, {published.Source}. Ours is read along straight lines between the points of the mean curve; a dash where it was not measured. A run at a smaller scale has fewer labels: compare the order of strategies, not the numbers.",
            Points = published.Remarks,
            Tables = published.Points.Count == 0 ? [] :
            [
                new ReportTable(
                    "Test accuracy in percent, published and here",
                    ["strategy", "labels", "published", "here"],
                    [.. published.Points.Select(p => (string[])[p.Strategy, p.LabeledCount.ToString(CultureInfo.InvariantCulture), $"{Percent(p.Accuracy)} ± {Percent(p.StandardDeviation)}", Ours(input.Summary, p)])]),
            ],
        };
    }

    private static string Ours(IReadOnlyList<StrategySummary> summary, PublishedPoint point)
    {
        IReadOnlyList<CurvePoint> curve = summary.FirstOrDefault(s => s.Strategy == point.Strategy)?.Curve ?? [];
        int after = curve.TakeWhile(p => p.LabeledCount < point.LabeledCount).Count();
        if (after == curve.Count || (after == 0 && curve[0].LabeledCount > point.LabeledCount))
        {
            return "–";
        }
        if (curve[after].LabeledCount == point.LabeledCount)
        {
            return ResultText.Accuracy(curve[after]);
        }
        CurvePoint low = curve[after - 1], high = curve[after];
        double share = (double)(point.LabeledCount - low.LabeledCount) / (high.LabeledCount - low.LabeledCount);
        return Percent(low.Mean + (share * (high.Mean - low.Mean)));
    }

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);
}
