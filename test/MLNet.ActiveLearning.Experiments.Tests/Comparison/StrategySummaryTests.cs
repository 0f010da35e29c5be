namespace MLNet.ActiveLearning.Experiments.Comparison;

[TestClass]
public sealed class StrategySummaryTests
{
    private static readonly IReadOnlyList<StrategySummary> Summary = FixedResults.Create().Summarize();

    [TestMethod]
    public void Strategies_come_in_the_order_of_their_rows() =>
        CollectionAssert.AreEqual(new[] { "random", "entropy", "tidal-entropy" }, Summary.Select(s => s.Strategy).ToArray());

    [TestMethod]
    public void A_point_has_mean_sample_deviation_and_range()
    {
        CurvePoint point = Summary[0].Curve[1];
        Assert.AreEqual((2000, 3), (point.LabeledCount, point.SeedCount));
        Assert.AreEqual(0.538, point.Mean, 1e-12);
        Assert.AreEqual(0.01, point.StandardDeviation, 1e-12);
        Assert.AreEqual(0.528, point.Minimum, 1e-12);
        Assert.AreEqual(0.548, point.Maximum, 1e-12);
    }

    [TestMethod]
    public void One_seed_has_no_deviation()
    {
        StrategySummary one = StrategySummary.Summarize([.. FixedResults.Create().Rows.Where(r => r.Seed == 1)])[0];
        Assert.IsTrue(one.Curve.All(p => p is { SeedCount: 1, StandardDeviation: 0 }));
    }

    [TestMethod]
    public void Gains_are_points_over_random_paired_by_seed()
    {
        Assert.AreEqual(4.7, Summary[1].FinalGain!.Value, 1e-9);
        Assert.AreEqual((1.4 + 3.3 + 4.7) / 3, Summary[1].MeanGain!.Value, 1e-9);
        Assert.AreEqual(0, Summary[0].FinalGain!.Value, 1e-12);
    }

    [TestMethod]
    public void A_seed_that_random_has_not_reached_counts_in_no_gain()
    {
        RoundResult[] rows = [.. FixedResults.Create().Rows.Where(r => r.Strategy != "random" || r is { Seed: 1, Round: < 2 })];
        StrategySummary entropy = StrategySummary.Summarize(rows).Single(s => s.Strategy == "entropy");
        // Seed 1 at 2,000 labels: 0.552 - 0.01 + 0.002 against 0.538 - 0.01.
        Assert.AreEqual(1.6, entropy.FinalGain!.Value, 1e-9);
        Assert.AreEqual(1.6, entropy.MeanGain!.Value, 1e-9);
    }

    [TestMethod]
    public void Without_random_there_are_no_gains()
    {
        RoundResult[] rows = [.. FixedResults.Create().Rows.Where(r => r.Strategy != "random")];
        Assert.IsTrue(StrategySummary.Summarize(rows).All(s => s.FinalGain is null && s.MeanGain is null));
    }

    [TestMethod]
    public void Seconds_are_sums_over_all_rounds() =>
        Assert.AreEqual((600, 30, 13.5), (Summary[1].Seconds.Training, Summary[1].Seconds.Evaluating, Summary[1].Seconds.Selecting));
}
