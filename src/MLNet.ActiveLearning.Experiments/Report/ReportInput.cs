using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>What the sections of a report are made from.</summary>
public sealed record ReportInput
{
    private readonly Lazy<IReadOnlyList<StrategySummary>> summary;

    /// <summary>Takes results alone.</summary>
    /// <param name="result">The results.</param>
    public ReportInput(ComparisonResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
        summary = new(result.Summarize);
    }

    /// <summary>The results.</summary>
    public ComparisonResult Result { get; }

    /// <summary>The labels that were bought, in their order within a strategy and seed; empty if they are not at hand.</summary>
    public IReadOnlyList<QueriedLabel> Labels { get; init; } = [];

    /// <summary>Small images as <c>data:</c> addresses, by row id; empty if they are not at hand.</summary>
    public IReadOnlyDictionary<string, string> Thumbnails { get; init; } = new Dictionary<string, string>();

    /// <summary>The run's output folder, for sections that read files of their own; null if there is none.</summary>
    public string? Folder { get; init; }

    /// <summary>The results by strategy.</summary>
    public IReadOnlyList<StrategySummary> Summary => summary.Value;

    /// <summary>The strategies in the order in which they are shown everywhere.</summary>
    public IReadOnlyList<string> Strategies => [.. Summary.Select(s => s.Strategy)];

    /// <summary>Takes results and what else a run has left in its folder: labels and small images.</summary>
    /// <param name="result">The results.</param>
    /// <param name="folder">The output folder.</param>
    /// <exception cref="InvalidDataException">A file in the folder is damaged.</exception>
    public static ReportInput Load(ComparisonResult result, string folder)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(folder);
        return new ReportInput(result) { Folder = folder, Labels = LabelFiles.Read(folder, result.Rows), Thumbnails = ThumbnailFile.Read(folder) };
    }
}
