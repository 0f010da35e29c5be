using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>How training went with each example, where a run has recorded it in <c>dataset-map*.csv</c>.</summary>
internal sealed class DatasetMapSection : IReportSection
{
    private const int MostPoints = 2000;

    public string Title => "Dataset map";

    public ReportContent? Create(ReportInput input)
    {
        (string Name, MapPoint[] Points)[] maps = [.. Find(input.Folder).Select(path => (Path.GetFileNameWithoutExtension(path), MapPoint.Read(path))).Where(m => m.Item2.Length > 0)];
        return maps.Length == 0 ? null : new ReportContent
        {
            HowToRead = "Each point is a training example: how sure the model was of its label on average over the epochs (up) and how much that changed (right). High on the left: easy to learn; on the right: ambiguous; low on the left: hard to learn, and often labelled wrongly.",
            Charts = [.. maps.Select(map => new ReportChart($"{map.Name}: confidence by variability of the training examples", Draw(map.Name, map.Points)))],
        };
    }

    private static string[] Find(string? folder) =>
        folder is null || !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder, "dataset-map*.csv", SearchOption.TopDirectoryOnly).Order(StringComparer.Ordinal)];

    private static object Draw(string name, MapPoint[] points) => new
    {
        width = "container",
        height = 380,
        title = points.Length > MostPoints ? string.Create(CultureInfo.InvariantCulture, $"{name}: every {Step(points)}th of {points.Length} examples") : name,
        data = new { values = points.Where((_, i) => i % Step(points) == 0) },
        mark = new { type = "point", filled = true, size = 22, opacity = 0.55 },
        encoding = new
        {
            x = new { field = "variability", type = "quantitative", title = "variability" },
            y = new { field = "confidence", type = "quantitative", title = "confidence", scale = new { domain = Encodings.Shares } },
            color = new { field = "correctness", type = "quantitative", title = "correctness", scale = new { domain = Encodings.Shares, scheme = "viridis" } },
            tooltip = new object[] { new { field = "id", type = "nominal" }, Encodings.Number("confidence", ".2f"), Encodings.Number("variability", ".2f"), Encodings.Number("correctness", ".2f") },
        },
    };

    private static int Step(MapPoint[] points) => Math.Max(1, (points.Length + MostPoints - 1) / MostPoints);
}
