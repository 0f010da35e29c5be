using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>What the comparison shows and what it does not, in words.</summary>
internal sealed class FindingsSection : IReportSection
{
    public string Title => "What it shows";

    public ReportContent? Create(ReportInput input)
    {
        string[] points = [.. ComparisonFindings.Describe(input.Result.Rows), .. input.Result.Notes.Select(note => $"Before the run: {note}")];
        return points.Length == 0 ? null : new ReportContent { Points = points };
    }
}
