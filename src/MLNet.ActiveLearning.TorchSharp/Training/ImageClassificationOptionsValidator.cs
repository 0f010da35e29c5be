using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Training;

/// <summary>Checks the options of an image classifier once, and names all problems in one message.</summary>
internal static class ImageClassificationOptionsValidator
{
    /// <exception cref="ArgumentException">At least one option cannot work.</exception>
    public static void ThrowIfInvalid(ImageClassificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> problems = [.. FindMissing(options)];
        if (problems.Count == 0)
        {
            problems = [.. FindOwn(options), .. FindClasses(options), .. FindHeads(options), .. FindSignals(options), .. FindColumns(options), .. FindParts(options)];
        }

        if (problems.Count > 0)
        {
            string count = problems.Count == 1 ? "a problem" : $"{problems.Count} problems";
            throw new ArgumentException($"ImageClassificationOptions has {count}:\n- {string.Join("\n- ", problems)}", nameof(options));
        }
    }

    private static IEnumerable<string> FindMissing(ImageClassificationOptions options)
    {
        (string Name, object? Value)[] parts =
        [
            (nameof(options.Architecture), options.Architecture), (nameof(options.Heads), options.Heads),
            (nameof(options.Signals), options.Signals),
            (nameof(options.ClassNames), options.ClassNames), (nameof(options.Optimizer), options.Optimizer),
            (nameof(options.Schedule), options.Schedule), (nameof(options.Stopping), options.Stopping),
            (nameof(options.Augmentation), options.Augmentation), (nameof(options.Observers), options.Observers),
        ];
        return parts.Where(p => p.Value is null).Select(p => $"{p.Name} is null; leave it out to get its default.");
    }

    private static IEnumerable<string> FindOwn(ImageClassificationOptions options) =>
    [
        .. When(string.IsNullOrWhiteSpace(options.LabelColumnName), "LabelColumnName is empty; name the column of labels, for example \"Label\"."),
        .. When(string.IsNullOrWhiteSpace(options.ImageColumnName), "ImageColumnName is empty; name the column of images, for example \"Image\"."),
        .. When(options.Epochs < 1, $"Epochs is {options.Epochs}; give at least 1."),
        .. When(options.BatchSize < 2, $"BatchSize is {options.BatchSize}; give at least 2, for example 128."),
        .. When(options.ScoringBatchSize < 1, $"ScoringBatchSize is {options.ScoringBatchSize}; give at least 1, for example 512."),
        .. When(options.Threads < 1, $"Threads is {options.Threads}; give at least 1, or null to leave the number as it is."),
        .. When(!Enum.IsDefined(options.Device), $"Device is {options.Device}; give Auto, Cpu or Cuda."),
        .. When(options.Observers.Contains(null!), "Observers holds null; leave it out."),
    ];

    private static IEnumerable<string> FindClasses(ImageClassificationOptions options) =>
    [
        .. When(options.ClassNames.Count == 1, "ClassNames holds 1 class; give at least 2, or none to take them from the data."),
        .. When(options.ClassNames.Any(string.IsNullOrEmpty), "ClassNames holds an empty name; name every class."),
        .. options.ClassNames.GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => $"ClassNames holds '{g.Key}' {g.Count()} times; names must differ."),
    ];

    private static IEnumerable<string> FindHeads(ImageClassificationOptions options)
    {
        if (options.Heads.Contains(null!))
        {
            return ["Heads holds null; leave it out."];
        }

        return
        [
            .. options.Heads.SelectMany(h => h.FindProblems()),
            .. options.Heads.GroupBy(h => h.Name, StringComparer.Ordinal).Where(g => g.Count() > 1)
                .Select(g => $"Heads holds '{g.Key}' {g.Count()} times; give each head once."),
        ];
    }

    private static IEnumerable<string> FindSignals(ImageClassificationOptions options) =>
        options.Signals.Contains(null!) ? ["Signals holds null; leave it out."] : options.Signals.SelectMany(s => s.FindProblems());

    private static IEnumerable<string> FindColumns(ImageClassificationOptions options)
    {
        string[] own = [SignalNames.PredictedLabel, SignalNames.Score, SignalNames.Embedding];
        IEnumerable<string> ofHeads = options.Heads.Where(h => h is not null).SelectMany(h => h.GetColumns(2)).Select(c => c.Name);
        IEnumerable<string> ofSignals = options.Signals.Where(s => s is not null).SelectMany(s => s.GetColumns(2)).Select(c => c.Name);
        return own.Concat(ofHeads).Concat(ofSignals).GroupBy(n => n, StringComparer.Ordinal)
            .Where(g => g.Count() > 1).Select(g => $"Column '{g.Key}' would be written {g.Count()} times; rename it in the options of a head or signal.");
    }

    private static IEnumerable<string> FindParts(ImageClassificationOptions options) =>
    [
        .. options.Architecture.FindProblems(),
        .. options.Optimizer.FindProblems(),
        .. options.Schedule.FindProblems(),
        .. options.Stopping.FindProblems(options.Epochs),
        .. options.WeightAveraging?.FindProblems() ?? [],
        .. options.Augmentation.FindProblems(),
        .. options.Normalization?.FindProblems() ?? [],
        .. options.InitialWeights?.FindProblems() ?? [],
    ];

    private static IEnumerable<string> When(bool condition, string problem) => condition ? [problem] : [];
}
