using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>The images that strategies wanted most, first and last.</summary>
internal sealed class ContactSheetSection : IReportSection
{
    public string Title => "Images asked for first and last";

    public ReportContent? Create(ReportInput input)
    {
        ReportImages[] rows = [.. ContactSheet.Choose(input.Labels)
            .SelectMany(sheet => new[] { (Name: $"{sheet.Strategy}: first query", Labels: sheet.First), (Name: $"{sheet.Strategy}: last query", Labels: sheet.Last) })
            .Select(row => new ReportImages(row.Name, [.. row.Labels
                .Where(l => input.Thumbnails.ContainsKey(l.Id))
                .Select(l => new ReportImage(l.Label, string.Create(CultureInfo.InvariantCulture, $"{l.Id} ({l.Label}), query {l.Round + 1}"), input.Thumbnails[l.Id]))]))
            .Where(row => row.Images.Count > 0)];
        return rows.Length == 0 ? null : new ReportContent
        {
            HowToRead = "Most wanted first, of the lowest seed, with their classes. Copies side by side tell that a strategy buys the same thing again; blurred or cut-off images, that it buys what nobody can label.",
            Images = rows,
        };
    }
}
