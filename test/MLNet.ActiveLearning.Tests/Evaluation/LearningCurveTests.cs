using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Evaluation;

[TestClass]
public sealed class LearningCurveTests
{
    [TestMethod]
    public void A_curve_has_efficiency_1_and_saves_nothing_over_itself_where_it_rises()
    {
        var random = new SeededRandom(1);
        for (int trial = 0; trial < 200; trial++)
        {
            LearningCurve curve = DrawRising(random);
            Assert.IsTrue(LabelingEfficiency.ByRound(curve, curve).All(p => Math.Abs(p.Efficiency!.Value - 1) < 1e-12));
            Assert.AreEqual(0, SampleSaving.GetAveragePercent(curve, curve)!.Value, 1e-9);
        }
    }

    [TestMethod]
    public void A_strategy_that_needs_half_the_labels_has_efficiency_2_and_saves_half()
    {
        LearningCurve random = new([200, 400, 600, 800], [0.2, 0.4, 0.5, 0.6]);
        LearningCurve strategy = new([100, 200, 300, 400], [0.2, 0.4, 0.5, 0.6]);
        Assert.IsTrue(LabelingEfficiency.ByRound(random, strategy).All(p => p.Efficiency == 2));
        Assert.AreEqual(2, LabelingEfficiency.AtAccuracy(random, strategy, 0.45)!.Value, 1e-12);
        Assert.AreEqual(50, SampleSaving.GetAveragePercent(random, strategy)!.Value, 1e-12);
    }

    [TestMethod]
    public void An_accuracy_that_is_never_reached_is_undefined_and_has_a_lower_bound()
    {
        LearningCurve random = new([100, 200], [0.5, 0.6]);
        LearningCurve strategy = new([100, 150], [0.5, 0.7]);
        EfficiencyPoint last = LabelingEfficiency.ByRound(random, strategy)[^1];
        Assert.IsNull(last.Efficiency);
        Assert.AreEqual(200.0 / 150, last.LowerBound);
        Assert.IsNull(LabelingEfficiency.AtAccuracy(random, strategy, 0.65));
        Assert.IsNull(SampleSaving.GetAveragePercent(random, new LearningCurve([100], [0.9]), OutsideRange.Exclude));
    }

    [TestMethod]
    public void Labels_at_an_accuracy_never_fall_as_the_accuracy_rises()
    {
        var random = new SeededRandom(2);
        for (int trial = 0; trial < 200; trial++)
        {
            // Curves that also fall, as measured ones do.
            LearningCurve curve = new([10, 20, 30, 40, 50], [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())]);
            foreach (CurveInterpolation interpolation in Enum.GetValues<CurveInterpolation>())
            {
                double?[] labels = [.. Enumerable.Range(0, 50).Select(i => curve.LabelsAt(i / 50.0, interpolation))];
                foreach ((double? before, double? after) in labels.Zip(labels.Skip(1)))
                {
                    Assert.IsTrue(after is null || before <= after, $"{before}, then {after}");
                }
            }
        }
    }

    [TestMethod]
    public void Two_strategies_do_not_both_beat_each_other_and_none_beats_itself()
    {
        var random = new SeededRandom(3);
        for (int trial = 0; trial < 50; trial++)
        {
            LearningCurve[][] runs = [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 3).Select(_ => DrawRising(random, 6)).ToArray())];
            PenaltyMatrix matrix = PenaltyMatrix.Compute(runs);
            for (int i = 0; i < 4; i++)
            {
                Assert.AreEqual(0, matrix.Cells[i][i]);
                for (int j = 0; j < 4; j++)
                {
                    Assert.IsTrue(matrix.Cells[i][j] + matrix.Cells[j][i] <= 1 + 1e-12);
                }
            }
        }
    }

    [TestMethod]
    public void What_cannot_be_a_curve_or_a_comparison_is_refused_with_the_numbers()
    {
        AssertRefused("20 after 20", () => new LearningCurve([20, 20], [0.1, 0.2]));
        AssertRefused("at 20 labels is NaN", () => new LearningCurve([10, 20], [0.1, double.NaN]));
        AssertRefused("2 label counts and 1", () => new LearningCurve([10, 20], [0.1]));
        LearningCurve one = new([10, 20], [0.1, 0.2]), other = new([10, 30], [0.1, 0.2]);
        AssertRefused("10, 30", () => LearningCurve.Mean([one, other]));
        AssertRefused("2, 1 runs", () => PenaltyMatrix.Compute([[one, one], [one]]));
        AssertRefused("1 runs of random sampling and 2", () => RelativeAccuracy.ComputePercent([one], [one, one]));
        AssertRefused("NaN", () => RepeatStatistics.Compute([1, double.NaN]));
        Assert.IsNull(RepeatStatistics.Compute([1]).HalfWidth);
    }

    private static void AssertRefused(string part, Func<object> make) => StringAssert.Contains(Assert.ThrowsException<ArgumentException>(make).Message, part);

    private static LearningCurve DrawRising(SeededRandom random, int count = 5)
    {
        double[] accuracies = new double[count];
        for (int i = 0; i < count; i++)
        {
            accuracies[i] = (i == 0 ? 0.1 : accuracies[i - 1]) + 0.001 + (0.1 * random.NextDouble());
        }
        return new LearningCurve([.. Enumerable.Range(1, count).Select(i => 100 * i)], accuracies);
    }
}
