namespace MLNet.ActiveLearning.Experiments.Comparison;

[TestClass]
public sealed class ComparisonFindingsTests
{
    [TestMethod]
    public void A_clear_winner_is_told_with_its_gain_interval_and_efficiency()
    {
        RoundResult[] rows = [.. Curve("random", [0.50, 0.60, 0.70]), .. Curve("margin", [0.50, 0.65, 0.75])];
        IReadOnlyList<string> findings = ComparisonFindings.Describe(rows);
        string margin = findings.Single(f => f.StartsWith("margin:", StringComparison.Ordinal));
        StringAssert.Contains(margin, "above random at 300 labels, +5.0");
        StringAssert.Contains(margin, "3 seeds");
        StringAssert.Contains(margin, "at least 1.00");
        Assert.AreEqual(1.25, StrategySummary.Summarize(rows).Single(s => s.Strategy == "margin").Efficiency[1].Efficiency!.Value, 0.01);
        StrategyDuels duels = StrategyDuels.Compare(rows)!;
        CollectionAssert.AreEqual(new[] { "random", "margin" }, duels.Strategies.ToArray());
        Assert.AreEqual(2.0 / 3, duels.Matrix.Cells[1][0], 1e-9);
        Assert.AreEqual(0, duels.Matrix.Cells[0][1]);
    }

    [TestMethod]
    public void Differences_within_the_noise_are_not_called_better()
    {
        RoundResult[] rows =
        [
            .. Curve("random", [0.5, 0.6], seeds: [1, 2, 3], noise: [0, 0.02, -0.02]),
            .. Curve("margin", [0.5, 0.605], seeds: [1, 2, 3], noise: [0.02, -0.02, 0]),
        ];
        StringAssert.Contains(ComparisonFindings.Describe(rows).Single(f => f.StartsWith("margin:", StringComparison.Ordinal)), "not told from random");
    }

    [TestMethod]
    public void Few_seeds_a_missing_baseline_and_rising_curves_are_named_with_numbers()
    {
        IReadOnlyList<string> findings = ComparisonFindings.Describe([.. Curve("margin", [0.5, 0.6], seeds: [1])]);
        StringAssert.Contains(findings[0], "1 seed: ");
        StringAssert.Contains(findings[0], "3 or more");
        Assert.IsTrue(findings.Any(f => f.Contains("no 'random'", StringComparison.Ordinal)));
        Assert.IsTrue(findings.Any(f => f.Contains("10.0 points with the last query", StringComparison.Ordinal)));
        Assert.AreEqual(0, ComparisonFindings.Describe([]).Count);
    }

    [TestMethod]
    public void Seeds_that_one_strategy_has_not_finished_do_not_count()
    {
        RoundResult[] rows = [.. Curve("random", [0.5, 0.6]), .. Curve("margin", [0.5, 0.7]).Where(r => r.Seed != 3 || r.LabeledCount != 200)];
        Assert.AreEqual(2, StrategyDuels.Compare(rows)!.SeedCount);
        StringAssert.Contains(ComparisonFindings.Describe(rows).Single(f => f.StartsWith("margin:", StringComparison.Ordinal)), "2 seeds");
    }

    private static IEnumerable<RoundResult> Curve(string strategy, double[] accuracies, ulong[]? seeds = null, double[]? noise = null) =>
        (seeds ?? [1, 2, 3]).SelectMany((seed, s) => accuracies.Select((accuracy, round) => new RoundResult
        {
            Strategy = strategy,
            Seed = seed,
            Round = round,
            LabeledCount = 100 * (round + 1),
            // The same seed moves both strategies alike unless the noise says otherwise.
            Accuracy = accuracy + (noise is null ? 0.01 * s : noise[s]) + (strategy == "random" || noise is not null ? 0 : 0.0001 * s * round),
            MacroAccuracy = accuracy,
            LogLoss = 1,
            CalibrationError = 0.1,
            Seconds = new PhaseSeconds(1, 1, 1, 0),
        }));
}
