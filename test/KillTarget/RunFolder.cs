using System.Text.Json.Nodes;

namespace MLNet.ActiveLearning.KillTarget;

/// <summary>What a run's checkpoint folders hold.</summary>
public static class RunFolder
{
    /// <summary>
    /// The names of all files, the lines of the journals, and settings and rounds without their durations: equal texts, equal results.
    /// </summary>
    public static IReadOnlyList<string> Read(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(file =>
        {
            string name = Path.GetRelativePath(folder, file);
            return Path.GetFileName(file) switch
            {
                "labels.journal" => File.ReadAllLines(file).Select(line => $"{name}: {line}"),
                "rounds.json" => Rounds(file).Select(round => $"{name}: {round}"),
                _ => [name],
            };
        }),
    ];

    private static IEnumerable<string> Rounds(string file)
    {
        JsonNode saved = JsonNode.Parse(File.ReadAllText(file))!;
        yield return saved["Settings"]!.ToJsonString();
        foreach (JsonNode? round in saved["Rounds"]!.AsArray())
        {
            round!.AsObject().Remove("Durations");
            yield return round.ToJsonString();
        }
    }
}
