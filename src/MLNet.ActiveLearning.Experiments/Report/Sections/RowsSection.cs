using System.Globalization;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Every number.</summary>
internal sealed class RowsSection : IReportSection
{
    public const string Caption = "All rounds";

    public string Title => "All numbers";

    public ReportContent? Create(ReportInput input) => input.Result.Rows.Count == 0 ? null : new ReportContent
    {
        Tables =
        [
            new ReportTable(
                Caption,
                ["strategy", "seed", "round", "labelled", "accuracy", "macro accuracy", "log-loss", "calibration error", "training s", "evaluating s", "selecting s", "labelling s"],
                [.. input.Result.Rows.Select(Cells)]) { IsFolded = true },
        ],
    };

    private static string[] Cells(RoundResult r) =>
    [
        r.Strategy,
        .. new[] { (long)r.Seed, r.Round, r.LabeledCount }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
        .. new[] { r.Accuracy, r.MacroAccuracy, r.LogLoss, r.CalibrationError }.Select(v => v.ToString("F4", CultureInfo.InvariantCulture)),
        .. new[] { r.Seconds.Training, r.Seconds.Evaluating, r.Seconds.Selecting, r.Seconds.Labeling }.Select(ResultText.Seconds),
    ];
}
