namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>A part of a report: one question, what answers it, and how to read that.</summary>
/// <remarks>Implement it to add a part of your own and pass it to <see cref="HtmlReport.Create"/>. Sections hold no state: one may be used for many reports.</remarks>
public interface IReportSection
{
    /// <summary>The heading.</summary>
    string Title { get; }

    /// <summary>Makes the section's content.</summary>
    /// <param name="input">Results, and what else the run's folder holds.</param>
    /// <returns>Null if the run has nothing to show here; the section is then left out.</returns>
    ReportContent? Create(ReportInput input);
}
