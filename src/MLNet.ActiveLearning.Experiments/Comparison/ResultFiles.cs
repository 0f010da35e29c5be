using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLNet.ActiveLearning.Experiments.Charts;
using MLNet.ActiveLearning.Experiments.Report;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Writes a comparison's results for people and for programs.</summary>
internal static class ResultFiles
{
    private const string Format = "mlnet-active-learning/results/1";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions CompactJson = new(Json) { WriteIndented = false, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default };

    private static readonly (string Name, Func<ComparisonResult, string, string> Create)[] Files =
    [
        ("results.csv", (result, _) => ToCsv(result)),
        ("results.json", (result, _) => ToJson(result)),
        ("curves.svg", (result, _) => LearningCurveChart.ToSvg(ComparisonChart.Create(result))),
        ("report.html", (result, folder) => HtmlReport.Create(ReportInput.Load(result, folder))),
    ];

    public static IReadOnlyList<string> GetPaths(string? folder) => folder is null ? [] : [.. Files.Select(f => Path.Combine(folder, f.Name))];

    public static void Write(ComparisonResult result, string? folder)
    {
        if (folder is null)
        {
            return;
        }
        foreach ((string name, Func<ComparisonResult, string, string> create) in Files)
        {
            AtomicFile.WriteText(Path.Combine(folder, name), create(result, folder));
        }
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static ComparisonResult Read(string folder)
    {
        string path = Path.Combine(folder, "results.json");
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"'{Path.GetFullPath(path)}' does not exist: the folder holds no run of which a cell is finished.", path);
        }
        SavedResult? saved;
        try
        {
            saved = JsonSerializer.Deserialize<SavedResult>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged at line {e.LineNumber + 1}: {e.Message} Run the comparison again to write it anew.", e);
        }
        return saved?.Format != Format
            ? throw new InvalidDataException($"'{path}' says format '{saved?.Format}'; this version reads '{Format}'.")
            : new ComparisonResult
            {
                DataName = saved.Data,
                Rows = saved.Rows,
                Settings = saved.Settings,
                Environment = saved.Environment,
                PeakMemoryBytes = saved.PeakMemoryBytes,
                Notes = saved.Notes ?? [],
                Published = saved.Published,
            };
    }

    /// <summary>One line a row; what differs from run to run comes last.</summary>
    public static string ToCsv(ComparisonResult result)
    {
        var csv = new StringBuilder("strategy,seed,round,labeled,accuracy,macro_accuracy,log_loss,calibration_error,training_s,evaluating_s,selecting_s,labeling_s\n");
        foreach (RoundResult r in result.Rows)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{r.Strategy},{r.Seed},{r.Round},{r.LabeledCount},");
            csv.Append(CultureInfo.InvariantCulture, $"{r.Accuracy},{r.MacroAccuracy},{r.LogLoss},{r.CalibrationError},");
            csv.Append(CultureInfo.InvariantCulture, $"{r.Seconds.Training:F3},{r.Seconds.Evaluating:F3},{r.Seconds.Selecting:F3},{r.Seconds.Labeling:F3}\n");
        }
        return csv.ToString();
    }

    public static string ToJson(ComparisonResult result) => ToJson(result, Json);

    /// <summary>The same on one line and safe inside a web page.</summary>
    public static string ToCompactJson(ComparisonResult result) => ToJson(result, CompactJson);

    private static string ToJson(ComparisonResult result, JsonSerializerOptions options) => JsonSerializer.Serialize(
        new
        {
            Format,
            Data = result.DataName,
            result.Settings,
            result.Environment,
            result.PeakMemoryBytes,
            result.Notes,
            result.Published,
            Summary = result.Summarize(),
            Findings = ComparisonFindings.Describe(result.Rows),
            Duels = ToJson(StrategyDuels.Compare(result.Rows)),
            result.Rows,
        },
        options);

    private static object? ToJson(StrategyDuels? duels) => duels is null
        ? null
        : new { duels.Strategies, duels.SeedCount, duels.Matrix.Cells, duels.Matrix.WinningShares, duels.Matrix.BeatenShares };

    private sealed record SavedResult(
        string Format,
        string Data,
        IReadOnlyDictionary<string, string> Settings,
        IReadOnlyDictionary<string, string> Environment,
        long PeakMemoryBytes,
        IReadOnlyList<string>? Notes,
        PublishedResults? Published,
        IReadOnlyList<RoundResult> Rows);
}
