using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Whether the models' confidence can be believed.</summary>
internal sealed class CalibrationSection : IReportSection
{
    public string Title => "Calibration";

    public ReportContent? Create(ReportInput input)
    {
        IReadOnlyList<BandPoint> points = BandPoint.Compute(input.Result.Rows, r => r.CalibrationError, 1);
        if (points.Count == 0)
        {
            return null;
        }
        int[] counts = [.. points.Select(p => p.Labels).Distinct().Order()];
        return new ReportContent
        {
            HowToRead = "Expected calibration error over 15 bins: by how much confidence and accuracy differ, on average; mean over the seeds with its 95 % interval. Lower is better; 0.1 says that a model which is 90 % sure is right about 80 or 100 % of the time.",
            Charts = [new ReportChart("Calibration error by labelled rows, a line for each strategy", Encodings.BandedLines(input.Strategies, points, "calibration error", Encodings.RangeOf(points, 0, 1), ".3f"))],
            Tables =
            [
                new ReportTable(
                    "Calibration error, by labelled rows",
                    ["strategy", .. counts.Select(c => c.ToString(CultureInfo.InvariantCulture))],
                    [.. input.Strategies.Select(s => (string[])[s, .. counts.Select(c => points.FirstOrDefault(p => p.Strategy == s && p.Labels == c)?.Value.ToString("F3", CultureInfo.InvariantCulture) ?? "")])]),
            ],
        };
    }
}
