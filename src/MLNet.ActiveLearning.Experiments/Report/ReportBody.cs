using System.Globalization;
using System.Text;
using MLNet.ActiveLearning.Experiments.Charts;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Writes the body of a report; charts are collected for the script that draws them.</summary>
internal sealed class ReportBody
{
    private readonly StringBuilder html = new();
    private readonly Dictionary<string, object> charts = [];
    private int tables;

    /// <summary>Specifications by the id of their place.</summary>
    public IReadOnlyDictionary<string, object> Charts => charts;

    public void AppendHead(ReportInput input)
    {
        int seeds = input.Result.Rows.Select(r => r.Seed).Distinct().Count();
        string size = seeds == 0 ? "No results yet" : $"{Count(input.Strategies.Count, "strategy", "strategies")}, {Count(seeds, "seed", "seeds")}, {Count(input.Result.Rows.Count, "model", "models")} trained";
        html.Append(CultureInfo.InvariantCulture, $"<h1>Active learning on {Markup.Escape(input.Result.DataName)}</h1>\n<p>{size}.</p>\n");
        html.Append("<div class=\"bar\"><button data-do=\"csv\" data-table=\"all-rounds\">all numbers as CSV</button><button data-do=\"json\">as JSON</button></div>\n");
    }

    public void AppendNavigation(IReadOnlyList<string> titles) =>
        html.Append(CultureInfo.InvariantCulture, $"<nav>{string.Concat(titles.Select((title, i) => $"<a href=\"#section-{i}\">{Markup.Escape(title)}</a>"))}</nav>\n");

    public void AppendSection(int index, string title, ReportContent content)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"section-{index}\">\n<h2>{Markup.Escape(title)}</h2>\n");
        if (content.HowToRead.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{Markup.Escape(content.HowToRead)}</p>\n");
        }
        if (content.Points.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<ul>\n{string.Concat(content.Points.Select(p => $"<li>{Markup.Escape(p)}</li>\n"))}</ul>\n");
        }
        foreach (ReportChart chart in content.Charts)
        {
            string id = $"chart-{charts.Count}";
            charts.Add(id, chart.Spec);
            html.Append(CultureInfo.InvariantCulture, $"<figure><div class=\"chart\" id=\"{id}\"></div><figcaption>{Markup.Escape(chart.Description)}</figcaption></figure>\n");
        }
        foreach (ReportImages images in content.Images)
        {
            AppendImages(images);
        }
        foreach (ReportTable table in content.Tables)
        {
            AppendTable(table);
        }
        html.Append("</section>\n");
    }

    public override string ToString() => html.ToString();

    private void AppendImages(ReportImages images)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h3>{Markup.Escape(images.Caption)}</h3>\n<div class=\"images\">");
        foreach (ReportImage image in images.Images)
        {
            string name = Markup.Escape(image.Name), title = Markup.Escape(image.Title);
            html.Append(CultureInfo.InvariantCulture, $"<figure title=\"{title}\"><img src=\"{Markup.Escape(image.Source)}\" alt=\"{title}\"><span class=\"name\">{name}</span></figure>");
        }
        html.Append("</div>\n");
    }

    private void AppendTable(ReportTable table)
    {
        // The table of all rounds is what the button at the top saves.
        string id = table.Caption == RowsSection.Caption ? "all-rounds" : $"table-{++tables}";
        string caption = Markup.Escape(table.Caption);
        string buttons = $"<button data-do=\"copy\" data-table=\"{id}\">copy</button><button data-do=\"csv\" data-table=\"{id}\">CSV</button>";
        html.Append(table.IsFolded
            ? $"<details><summary>{caption}</summary><div class=\"bar\">{buttons}</div>\n"
            : $"<div class=\"bar\"><strong>{caption}</strong>{buttons}</div>\n");
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\"><table id=\"{id}\"{(table.IsText ? " class=\"text\"" : "")}>\n");
        html.Append(CultureInfo.InvariantCulture, $"<thead><tr>{string.Concat(table.Columns.Select(c => $"<th>{Markup.Escape(c)}</th>"))}</tr></thead>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            html.Append("<tr>");
            foreach (string cell in row)
            {
                html.Append("<td>").Append(Markup.Escape(cell)).Append("</td>");
            }
            html.Append("</tr>\n");
        }
        html.Append(table.IsFolded ? "</table></div></details>\n" : "</table></div>\n");
    }

    private static string Count(int number, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many)}");
}
