using System.Text.Json;
using MLNet.ActiveLearning.Tool.Wording;

namespace MLNet.ActiveLearning.Tool.Presets;

/// <summary>The published experiments that <c>run --preset</c> knows, from <c>presets.json</c>.</summary>
internal static class PresetCatalog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Lazy<IReadOnlyList<Preset>> Loaded = new(Load);

    public static IReadOnlyList<Preset> All => Loaded.Value;

    /// <exception cref="BadArgumentsException">There is none with this id.</exception>
    public static Preset Find(string id) => All.FirstOrDefault(p => p.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadArgumentsException($"There is no preset '{id}'. {ClosestName.Suggest(id, [.. All.Select(p => p.Id)])}'mlnet-al presets' lists them.");

    private static IReadOnlyList<Preset> Load()
    {
        using Stream stream = typeof(PresetCatalog).Assembly.GetManifestResourceStream("presets.json")
            ?? throw new InvalidOperationException("Bug in MLNet.ActiveLearning: presets.json is not in the assembly.");
        return JsonSerializer.Deserialize<IReadOnlyList<Preset>>(stream, Json)!;
    }
}
