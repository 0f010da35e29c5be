using System.Text.Json;
using System.Text.Json.Serialization;
using MLNet.ActiveLearning.Evaluation;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>A loop's rounds on disk: one JSON file, replaced by a rename, so that it is always whole.</summary>
internal sealed class LoopState
{
    public const string FileName = "rounds.json";
    private const string Format = "mlnet-active-learning/rounds/1";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string? path;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly List<SavedRound> rounds;

    private LoopState(string? path, IReadOnlyDictionary<string, string> settings, bool initialSetIsOpen, List<SavedRound> rounds)
    {
        this.path = path;
        this.settings = settings;
        this.rounds = rounds;
        InitialSetIsOpen = initialSetIsOpen;
    }

    /// <summary>Whether the run draws an initial set and the oracle is not done with it.</summary>
    public bool InitialSetIsOpen { get; private set; }

    /// <summary>The rounds whose models were trained and whose queries were chosen, in order.</summary>
    public IReadOnlyList<SavedRound> Rounds => rounds;

    /// <summary>Reads the state of a folder, or starts an empty one.</summary>
    /// <param name="folder">The checkpoint folder, or null to keep the state in memory.</param>
    /// <param name="settings">What the run's results depend on; a folder of a run with other settings is refused.</param>
    /// <param name="drawsInitialSet">Whether a run that starts now draws an initial set; a continued run keeps what was decided then.</param>
    /// <exception cref="InvalidOperationException">The folder belongs to a run with other settings.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static LoopState Open(string? folder, IReadOnlyDictionary<string, string> settings, bool drawsInitialSet)
    {
        if (folder is null)
        {
            return new LoopState(null, settings, drawsInitialSet, []);
        }
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            var fresh = new LoopState(path, settings, drawsInitialSet, []);
            fresh.Write();
            return fresh;
        }
        SavedState saved;
        try
        {
            saved = JsonSerializer.Deserialize<SavedState>(File.ReadAllBytes(path), Json)!;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is damaged at line {e.LineNumber + 1}: {e.Message} Nothing was read. Restore it from a backup, or delete the folder to start again.", e);
        }
        if (saved?.Format != Format)
        {
            throw new InvalidDataException($"'{path}' says format '{saved?.Format}'; this version of the library reads '{Format}'.");
        }
        if (saved.Settings is null || saved.Rounds is null || saved.Rounds.Select((r, i) => r?.Query is null || r.Number != i).Any(bad => bad))
        {
            throw new InvalidDataException($"'{path}' is damaged: its settings or rounds are missing or out of order. Nothing was read. Restore it from a backup, or delete the folder to start again.");
        }
        string[] changed = [.. settings
            .Where(s => saved.Settings.GetValueOrDefault(s.Key) != s.Value)
            .Select(s => $"{s.Key} was {saved.Settings.GetValueOrDefault(s.Key, "absent")} and is now {s.Value}")];
        if (changed.Length > 0)
        {
            throw new InvalidOperationException(
                $"The checkpoint folder '{folder}' belongs to a run with other settings: {string.Join("; ", changed)}. Use the old settings to continue it, or another folder.");
        }
        return new LoopState(path, settings, saved.InitialSetIsOpen, saved.Rounds);
    }

    /// <summary>Records that the oracle is done with the initial set.</summary>
    public void CloseInitialSet()
    {
        InitialSetIsOpen = false;
        Write();
    }

    /// <summary>Records a round, or records it anew.</summary>
    public void Put(SavedRound round)
    {
        if (round.Number < rounds.Count)
        {
            rounds[round.Number] = round;
        }
        else
        {
            rounds.Add(round);
        }
        Write();
    }

    private void Write()
    {
        if (path is null)
        {
            return;
        }
        string unfinished = path + ".tmp";
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, new SavedState(Format, settings, InitialSetIsOpen, rounds), Json);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>A round as it stands on disk.</summary>
    /// <param name="Number">From 0.</param>
    /// <param name="LabeledCount">Labelled rows that the model was trained on.</param>
    /// <param name="Metrics">Metrics on the test set.</param>
    /// <param name="Query">The chosen rows.</param>
    /// <param name="IsAnswered">Whether the oracle is done with the query.</param>
    /// <param name="Durations">Wall-clock durations; no part of the results.</param>
    /// <param name="Retraining">What the retraining mode decided; null if there was nothing to decide.</param>
    internal sealed record SavedRound(
        int Number,
        int LabeledCount,
        ClassificationMetrics? Metrics,
        IReadOnlyList<QueriedRow> Query,
        bool IsAnswered,
        RoundDurations Durations,
        RetrainingReport? Retraining = null);

    private sealed record SavedState(string Format, IReadOnlyDictionary<string, string> Settings, bool InitialSetIsOpen, List<SavedRound> Rounds);
}
