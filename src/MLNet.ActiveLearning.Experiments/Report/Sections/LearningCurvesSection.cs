using System.Globalization;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Test accuracy by labels.</summary>
internal sealed class LearningCurvesSection : IReportSection
{
    public string Title => "Learning curves";

    public ReportContent? Create(ReportInput input)
    {
        if (input.Summary.Count == 0)
        {
            return null;
        }
        IReadOnlyList<BandPoint> points = BandPoint.Compute(input.Result.Rows, r => 100 * r.Accuracy, 100);
        int[] counts = [.. input.Summary.SelectMany(s => s.Curve).Select(p => p.LabeledCount).Distinct().Order()];
        return new ReportContent
        {
            HowToRead = "Mean test accuracy over the seeds; the band is the 95 % interval of the mean (Student's t), cut off where it would dwarf the curves. Higher and further left is better; curves whose bands overlap are not told apart. The choice below the chart brings a strategy forward.",
            Charts = [new ReportChart("Test accuracy in percent by labelled rows, a line for each strategy", Encodings.BandedLines(input.Strategies, points, "test accuracy (%)", Encodings.RangeOf(points, 0, 100)))],
            Tables =
            [
                new ReportTable(
                    "Test accuracy in percent, mean ± standard deviation over the seeds; gains in points over random, paired by seed",
                    ["strategy", .. counts.Select(c => c.ToString(CultureInfo.InvariantCulture)), "gain at the end", "mean gain"],
                    [.. input.Summary.Select(s => (string[])[
                        s.Strategy,
                        .. counts.Select(c => s.Curve.FirstOrDefault(p => p.LabeledCount == c) is { } p ? ResultText.Accuracy(p) : ""),
                        ResultText.Gain(s.FinalGain),
                        ResultText.Gain(s.MeanGain)])]),
            ],
        };
    }
}
