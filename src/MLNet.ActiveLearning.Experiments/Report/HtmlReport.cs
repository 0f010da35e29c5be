using System.Globalization;
using System.Text;
using System.Text.Json;
using MLNet.ActiveLearning.Experiments.Charts;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Writes a report as one web page that needs no network and no other file.</summary>
/// <remarks>
/// Charts are drawn by Vega-Lite, which the page carries, with Vega's expression interpreter: the page's content security policy lets these scripts alone
/// run, by their hashes, nothing evaluate text as code, and nothing load from anywhere. The same input gives the same page in every culture.
/// </remarks>
public static class HtmlReport
{
    /// <summary>The sections of a report, in their order.</summary>
    public static IReadOnlyList<IReportSection> DefaultSections { get; } =
    [
        new FindingsSection(), new LearningCurvesSection(), new LabelsNeededSection(), new EfficiencySection(), new DuelsSection(), new PublishedSection(),
        new TimeSection(), new ClassBalanceSection(), new CalibrationSection(), new ForecastSection(), new ContactSheetSection(), new DatasetMapSection(),
        new SettingsSection(), new RowsSection(),
    ];

    /// <summary>Writes a report.</summary>
    /// <param name="input">What it is made from.</param>
    /// <param name="sections">The sections in their order; null for <see cref="DefaultSections"/>.</param>
    /// <returns>The text of an HTML file.</returns>
    public static string Create(ReportInput input, IReadOnlyList<IReportSection>? sections = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        (string Title, ReportContent Content)[] parts =
        [
            .. (sections ?? DefaultSections)
                .Select(section => (section.Title, Content: section.Create(input)!))
                .Where(part => part.Content is not null),
        ];
        var body = new ReportBody();
        body.AppendHead(input);
        body.AppendNavigation([.. parts.Select(p => p.Title)]);
        for (int i = 0; i < parts.Length; i++)
        {
            body.AppendSection(i, parts[i].Title, parts[i].Content);
        }
        return AssemblePage($"Active learning on {input.Result.DataName}", body, input);
    }

    private static string AssemblePage(string title, ReportBody body, ReportInput input)
    {
        string[] scripts = [.. PageFiles.ChartScripts, PageFiles.Script];
        string hashes = string.Join(' ', scripts.Select(PageFiles.Hash));
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n");
        html.Append(CultureInfo.InvariantCulture, $"<title>{Markup.Escape(title)}</title>\n<style>\n{PageFiles.Style}</style>\n</head>\n<body>\n{body}");
        AppendJson(html, "charts", JsonSerializer.Serialize(body.Charts, PageFiles.Json));
        AppendJson(html, "look", JsonSerializer.Serialize(ReportLook.For(input.Strategies), PageFiles.Json));
        AppendJson(html, "results", ResultFiles.ToCompactJson(input.Result));
        foreach (string script in scripts)
        {
            html.Append("<script>").Append(script).Append("</script>\n");
        }
        return html.Append("</body>\n</html>\n").ToString();
    }

    // The serializer's default encoding leaves no '<' that could end the element.
    private static void AppendJson(StringBuilder html, string id, string json) =>
        html.Append(CultureInfo.InvariantCulture, $"<script type=\"application/json\" id=\"{id}\">{json}</script>\n");
}
