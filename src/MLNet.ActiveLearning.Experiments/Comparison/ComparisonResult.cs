namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>What a comparison found.</summary>
public sealed record ComparisonResult
{
    /// <summary>The data's name.</summary>
    public required string DataName { get; init; }

    /// <summary>One row for each strategy, seed and round that is finished: cells in the order in which they were run, rounds in theirs.</summary>
    public required IReadOnlyList<RoundResult> Rows { get; init; }

    /// <summary>What the results depend on, by name.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Facts about machine and versions.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Largest resident memory of the process in bytes, over all runs of this folder; 0 if the system does not tell.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>What was to be said before the run: few seeds, images on both sides.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the paper reports whose experiment was repeated; null if none was.</summary>
    public PublishedResults? Published { get; init; }

    /// <summary>The files that were written; empty without an output folder.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The rows summarised by strategy.</summary>
    public IReadOnlyList<StrategySummary> Summarize() => StrategySummary.Summarize(Rows);

    /// <summary>Reads the results that a run has written.</summary>
    /// <param name="folder">The run's output folder.</param>
    /// <exception cref="FileNotFoundException">The folder holds no results; no cell of the run is finished yet.</exception>
    /// <exception cref="InvalidDataException">The results are damaged, or of another version.</exception>
    public static ComparisonResult Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return ResultFiles.Read(folder);
    }

    /// <summary>Writes the results into a folder again: as CSV and JSON, the learning curves, the report.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The results, with the paths of the files.</returns>
    public ComparisonResult Save(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ResultFiles.Write(this, folder);
        return this with { Files = ResultFiles.GetPaths(folder) };
    }
}
