using System.Text.Json;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Small versions of the images that a report shows, kept in the run's folder so that the report needs no data set.</summary>
internal static class ThumbnailFile
{
    private const string FileName = "thumbnails.json";

    public static IReadOnlyDictionary<string, string> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>();
        }
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged at line {e.LineNumber + 1}: {e.Message} Delete it; the run that made it writes it again.", e);
        }
    }

    /// <summary>Adds the images that a report of these results shows and that are not there yet.</summary>
    public static void Update(string? folder, ComparisonResult result, ComparisonData data)
    {
        if (folder is null || data.Pool.Schema.GetColumnOrNull(data.ImageColumnName) is not { } column || !Thumbnail.CanShow(column.Type))
        {
            return;
        }
        IReadOnlyDictionary<string, string> known = Read(folder);
        HashSet<string> missing = [.. ContactSheet.Choose(LabelFiles.Read(folder, result.Rows)).SelectMany(s => s.Shown).Select(l => l.Id).Where(id => !known.ContainsKey(id))];
        if (missing.Count == 0)
        {
            return;
        }
        SortedDictionary<string, string> all = new(known.ToDictionary(), StringComparer.Ordinal);
        foreach ((string id, string source) in Thumbnail.ReadAll(data.Pool, data.IdColumnName, column, missing))
        {
            all[id] = source;
        }
        AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(all));
    }
}
