using System.Diagnostics;
using System.Text.Json;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>The output folder of a comparison: what it was started with, and one checkpoint folder for each cell.</summary>
/// <remarks>Held open by one process at a time.</remarks>
internal sealed class ComparisonFolder : IDisposable
{
    public const string ManifestName = "run.json";
    private const string Format = "mlnet-active-learning/comparison/1";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string? path;
    private readonly FileStream? held;
    private readonly IReadOnlyDictionary<string, string> settings;
    private long earlierPeak;

    private ComparisonFolder(string? path, FileStream? held, IReadOnlyDictionary<string, string> settings)
    {
        this.path = path;
        this.held = held;
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
    /// <exception cref="IOException">Another process works in the folder.</exception>
    /// <exception cref="InvalidDataException">The manifest is damaged.</exception>
    public static ComparisonFolder Open(string? path, IReadOnlyDictionary<string, string> settings)
    {
        if (path is null)
        {
            return new ComparisonFolder(null, null, settings);
        }

        Directory.CreateDirectory(path);
        var folder = new ComparisonFolder(path, Hold(path), settings);
        try
        {
            folder.ReadManifest();
            folder.SaveManifest();
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The checkpoint folder of a cell, or null without an output folder.</summary>
    public string? CellFolder(ComparisonCell cell) => path is null ? null : Path.Combine(path, "cells", cell.Strategy, $"seed-{cell.Seed}");

    /// <summary>Records settings and memory.</summary>
    public void SaveManifest()
    {
        if (path is not null)
        {
            AtomicFile.WriteText(Path.Combine(path, ManifestName), JsonSerializer.Serialize(new Manifest(Format, settings, PeakMemoryBytes), Json));
        }
    }

    public void Dispose() => held?.Dispose();

    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"Another process is working in the folder '{path}'. Wait for it, or name another folder.", e);
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

    private sealed record Manifest(string Format, IReadOnlyDictionary<string, string> Settings, long PeakMemoryBytes);
}
