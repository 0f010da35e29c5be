using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Results as a large comparison gives them: smooth curves with a spread that each seed has of its own.</summary>
internal static class LargeResults
{
    private static readonly string[] Names = ["random", "entropy", "margin", "badge", "coreset", "tidal-entropy", "disal", "glister", "bald", "fass"];
    private static readonly string[] Classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    public static ComparisonResult Create(int strategies, int seeds, int rounds) => new()
    {
        DataName = "birds & <bees>",
        Rows = [.. from seed in Enumerable.Range(1, seeds) from s in Enumerable.Range(0, strategies) from round in Enumerable.Range(0, rounds) select Row(s, seed, round)],
        Settings = new Dictionary<string, string> { ["epochs"] = "30", ["model"] = "resnet18-w16" },
        Environment = new Dictionary<string, string> { ["cores"] = "2" },
        Notes = ["2 of 100 test images are in the pool too."],
        Published = new PublishedResults("table 2", ["entropy is above random"], [new PublishedPoint("entropy", 1000, 0.556, 0.01)]),
        PeakMemoryBytes = 1_610_612_736,
    };

    /// <summary>The same with what a run's folder holds beside its numbers.</summary>
    /// <param name="result">Results.</param>
    /// <param name="thumbnail">The address that every image gets.</param>
    public static ReportInput AddLabels(ComparisonResult result, string thumbnail)
    {
        QueriedLabel[] labels = [.. from row in result.Rows
                                    from i in Enumerable.Range(0, 30)
                                    let label = (((i * i) + (row.Round * 3) + row.Strategy.Length) % 13) % Classes.Length
                                    select new QueriedLabel(row.Strategy, row.Seed, row.Round - 1, $"{row.Strategy}-{row.Round}-{i}.jpg", Classes[label])];
        return new ReportInput(result) { Labels = labels, Thumbnails = labels.Select(l => l.Id).Distinct().ToDictionary(id => id, _ => thumbnail) };
    }

    private static RoundResult Row(int strategy, int seed, int round)
    {
        double spread = 0.008 * Math.Sin((seed * 37) + (strategy * 11) + (round * 5));
        double accuracy = Math.Round(0.93 - (0.55 * Math.Pow(1 + round, -0.5 - (0.03 * strategy))) + spread, 4);
        return new RoundResult
        {
            Strategy = Names[strategy],
            Seed = (ulong)seed,
            Round = round,
            LabeledCount = 1000 + (500 * round),
            Accuracy = accuracy,
            MacroAccuracy = accuracy,
            LogLoss = 2 * (1 - accuracy),
            CalibrationError = Math.Round(0.15 / (1 + (0.2 * round)) + Math.Abs(spread), 4),
            Seconds = new PhaseSeconds(20 * (round + 1), 2.5, strategy * 1.5, 0.01),
        };
    }
}
