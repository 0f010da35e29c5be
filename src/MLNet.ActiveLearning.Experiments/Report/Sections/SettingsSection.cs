namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>What the results depend on, and what they were computed with.</summary>
internal sealed class SettingsSection : IReportSection
{
    public string Title => "Settings and versions";

    public ReportContent? Create(ReportInput input)
    {
        ReportTable[] tables = [.. new[] { ("Settings", input.Result.Settings), ("Machine and versions", input.Result.Environment) }
            .Where(t => t.Item2.Count > 0)
            .Select(t => new ReportTable(t.Item1, ["name", "value"], [.. t.Item2.Select(f => (string[])[f.Key, f.Value])]) { IsText = true })];
        return tables.Length == 0 ? null : new ReportContent { Tables = tables };
    }
}
