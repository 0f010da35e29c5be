using System.Diagnostics;
using System.Text.Json;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>The output folder of a comparison: what it was started with, and one checkpoint folder for each cell.</summary>
/// <remarks>Several processes may work in it at once, each on cells of its own.</remarks>
internal sealed class ComparisonFolder
{
    public const string ManifestName = "run.json";
    private const string Format = "mlnet-active-learning/comparison/1";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string? path;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly CellClaims claims;
    private long earlierPeak;

    private ComparisonFolder(string? path, IReadOnlyDictionary<string, string> settings, CellClaims claims)
    {
        this.path = path;
        this.claims = claims;
        this.settings = settings;
    }

    /// <summary>Largest resident memory of this process and of the earlier ones that worked in this folder, in bytes.</summary>
    public long PeakMemoryBytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return Math.Max(earlierPeak, process.PeakWorkingSet64);
        }
    }

    /// <summary>Opens a folder, or a folder-less comparison.</summary>
    /// <exception cref="SettingsChangedException">The folder was written with other settings.</exception>
    /// <exception cref="InvalidDataException">The manifest is damaged.</exception>
    public static ComparisonFolder Open(string? path, IReadOnlyDictionary<string, string> settings, CellClaims claims, IReadOnlyDictionary<string, string>? environment = null)
    {
        var folder = new ComparisonFolder(path, settings, claims) { Environment = environment };
        if (path is not null)
        {
            Directory.CreateDirectory(path);
            folder.ReadManifest();
            folder.SaveManifest();
        }
        return folder;
    }

    /// <summary>Takes a cell for this process.</summary>
    /// <returns>False if another process works on it. The claim is null without an output folder.</returns>
    public bool TryClaim(ComparisonCell cell, out CellClaim? claim)
    {
        claim = CellFolder(cell) is { } folder ? claims.TryTake(folder) : null;
        return path is null || claim is not null;
    }

    /// <summary>Who works on a cell; null if nobody does.</summary>
    public string? DescribeOwner(ComparisonCell cell) => CellFolder(cell) is { } folder ? CellClaims.DescribeOwner(folder) : null;

    /// <summary>The checkpoint folder of a cell, or null without an output folder.</summary>
    public string? CellFolder(ComparisonCell cell) => path is null ? null : GetCellFolder(path, cell.Strategy, cell.Seed);

    /// <summary>The checkpoint folder of a strategy and seed in an output folder.</summary>
    public static string GetCellFolder(string path, string strategy, ulong seed) => Path.Combine(path, "cells", strategy, $"seed-{seed}");

    /// <summary>Machine and versions of this process, to be recorded with the settings; no part of what must stay the same.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Records settings, versions and memory.</summary>
    public void SaveManifest()
    {
        if (path is not null)
        {
            AtomicFile.WriteText(Path.Combine(path, ManifestName), JsonSerializer.Serialize(new Manifest(Format, settings, PeakMemoryBytes) { Environment = Environment }, Json));
        }
    }

    private void ReadManifest()
    {
        string file = Path.Combine(path!, ManifestName);
        if (!File.Exists(file))
        {
            return;
        }

        Manifest? saved;
        try
        {
            saved = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(file), Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{file}' is damaged at line {e.LineNumber + 1}: {e.Message} Delete the folder to start again.", e);
        }
        if (saved?.Format != Format)
        {
            throw new InvalidDataException($"'{file}' says format '{saved?.Format}'; this version reads '{Format}'.");
        }

        string[] changes = [.. settings.Keys.Union(saved.Settings.Keys, StringComparer.Ordinal)
            .Where(name => Value(saved.Settings, name) != Value(settings, name))
            .Select(name => $"{name} was {Value(saved.Settings, name)} and is now {Value(settings, name)}")];
        if (changes.Length > 0)
        {
            throw new SettingsChangedException(path!, changes);
        }
        earlierPeak = saved.PeakMemoryBytes;
    }

    private static string Value(IReadOnlyDictionary<string, string> from, string name) => from.GetValueOrDefault(name, "not given");

    private sealed record Manifest(string Format, IReadOnlyDictionary<string, string> Settings, long PeakMemoryBytes)
    {
        public IReadOnlyDictionary<string, string>? Environment { get; init; }
    }
}
