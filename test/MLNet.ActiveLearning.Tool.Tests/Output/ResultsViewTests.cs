using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Tool.Output;

[TestClass]
public sealed class ResultsViewTests
{
    [TestMethod]
    public void The_results_look_as_approved() => AreApproved("Output/results.approved.txt", Create(seeds: 2, rounds: 3, ["random", "entropy", "disal"]));

    [TestMethod]
    public void One_seed_without_random_has_no_deviations_and_no_gains() => AreApproved("Output/one-seed.approved.txt", Create(seeds: 1, rounds: 9, ["margin"]));

    private static void AreApproved(string file, ComparisonResult result)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        ResultsView.Show(OutputConsole.OpenPlain(writer), result);
        string actual = string.Join('\n', writer.ToString().ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()));
        string approved = Path.Combine(AppContext.BaseDirectory, file);
        string expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (actual != expected)
        {
            string received = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
            Directory.CreateDirectory(Path.GetDirectoryName(received)!);
            File.WriteAllText(received, actual);
            Assert.Fail($"The output differs from '{file}'. Look at '{received}'; if it is right, copy it over the approved file.");
        }
    }

    private static ComparisonResult Create(int seeds, int rounds, string[] strategies) => new()
    {
        DataName = "birds",
        Rows = [.. from seed in Enumerable.Range(1, seeds)
                   from s in strategies.Index()
                   from round in Enumerable.Range(0, rounds)
                   select new RoundResult
                   {
                       Strategy = s.Item,
                       Seed = (ulong)seed,
                       Round = round,
                       LabeledCount = 1000 + (500 * round),
                       Accuracy = 0.4 + (0.08 * round) - (0.006 * round * round) + (0.015 * s.Index * Math.Min(1, round)) + (0.01 * seed),
                       MacroAccuracy = 0.4,
                       LogLoss = 1.5,
                       CalibrationError = 0.1,
                       Seconds = new PhaseSeconds(12.5 * (round + 1), 2, s.Index, 0),
                   }],
        Settings = new Dictionary<string, string>(),
        Environment = new Dictionary<string, string>(),
        PeakMemoryBytes = 1L << 30,
        Files = ["runs/birds/results.csv"],
    };
}
