using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

[TestClass]
public sealed class PotentialEnergyTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("ped");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Motions_and_scores_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("ped", caseName);
        DoubleMatrix features = LogMeGoldenTests.Matrix(golden.Inputs["features"]), reference = LogMeGoldenTests.Matrix(golden.Inputs["reference_features"]);
        int[] labels = golden.Inputs["labels"].Ints;
        var options = new PotentialEnergyOptions
        {
            RadiusFactor = golden.Params["nsigma"].Double,
            TimeStep = golden.Params["time_step"].Double,
            ExitRatio = golden.Params["exit_ratio"].Double,
            Stiffness = golden.Params["constant"].Double,
            SmallestDeviation = golden.Params["std_floor"].Double,
            MaxSteps = golden.Params["max_steps"].Int,
        };
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, labels, reference, options);
        DoubleMatrix moved = motion.Move(features, labels);
        var released = new LogMeOptions { Mode = LogMeMode.Released };
        foreach (string name in golden.Expected.Names)
        {
            double[] got = name switch
            {
                "ped_iterations" => [motion.Iterations],
                "evaluated_steps" => [motion.PositionChanges.Count],
                "position_change" => [.. motion.PositionChanges],
                "change_ratio" => [.. motion.PositionChanges.Select(change => change / motion.PositionChanges[0])],
                "updated_features" => moved.Span.ToArray(),
                "logme_ped_score" => [LogMe.Compute(moved, labels, released).Score],
                "logme_raw_score" => [LogMe.Compute(features, labels, released).Score],
                _ => throw new AssertFailedException($"'{name}' is not compared."),
            };
            golden.Tolerance.AssertEqual(golden.Expected[name].Doubles, got, name);
        }
    }

    [TestMethod]
    public void Features_in_single_precision_move_alike()
    {
        (double[] values, int[] labels) = LogMeTests.Draw(60, 8, 3);
        float[] singles = [.. values.Select(v => (float)v)];
        var features = new FloatMatrix(singles, 60, 8);
        var doubles = new DoubleMatrix(singles.Select(v => (double)v).ToArray(), 60, 8);
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, labels, features), expected = PotentialEnergyDecline.Compute(doubles, labels, doubles);
        Assert.AreEqual(6, motion.Iterations);
        CollectionAssert.AreEqual(expected.PositionChanges.ToArray(), motion.PositionChanges.ToArray());
        CollectionAssert.AreEqual(expected.Move(doubles, labels).Span.ToArray(), motion.Move(features, labels).Span.ToArray());
    }

    [TestMethod]
    public void Motions_do_not_depend_on_threads_and_class_numbers()
    {
        (double[] values, int[] labels) = LogMeTests.Draw(3000, 200, 40);
        var features = new DoubleMatrix(values, 3000, 200);
        ClusterMotion one = PotentialEnergyDecline.Compute(features, labels, features, parallelism: new Parallelism(1));
        int[] others = [.. labels.Select(l => (2 * l) + 5)];
        ClusterMotion three = PotentialEnergyDecline.Compute(features, others, features, parallelism: new Parallelism(3));
        CollectionAssert.AreEqual(one.PositionChanges.ToArray(), three.PositionChanges.ToArray());
        CollectionAssert.AreEqual(one.GetShift(7).ToArray(), three.GetShift(19).ToArray());
    }

    [TestMethod]
    public void Classes_with_the_same_mean_do_not_move_each_other()
    {
        var features = new DoubleMatrix(new double[] { -1, 0, 1, 0, 0, -1, 0, 1 }, 4, 2);
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, [0, 0, 1, 1], features);
        Assert.AreEqual(0, motion.Iterations);
        CollectionAssert.AreEqual(new[] { 0.0 }, motion.PositionChanges.ToArray());
        CollectionAssert.AreEqual(features.Span.ToArray(), motion.Move(features, [0, 0, 1, 1]).Span.ToArray());
    }

    [TestMethod]
    public void A_step_takes_at_most_the_overlap_away()
    {
        // Means -1 and 1 on a line, radii 1: an overlap of 1.5 * 2 - 2 = 1. The reference features deviate by 1.
        var features = new DoubleMatrix(new double[] { -2, 0, 0, 2 }, 4, 1);
        var reference = new DoubleMatrix(new double[] { -1, 1 }, 2, 1);
        var options = new PotentialEnergyOptions { RadiusFactor = 1.5, TimeStep = 10, Stiffness = 1, MaxSteps = 1 };
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, [0, 0, 1, 1], reference, options);
        CollectionAssert.AreEqual(new double[] { -3, -1, 1, 3 }, motion.Move(features, [0, 0, 1, 1]).Span.ToArray());
    }

    [TestMethod]
    public void Dimensions_in_which_the_reference_features_hardly_vary_are_scaled_by_the_smallest_deviation()
    {
        // The second dimension is the same everywhere: without a floor it would be divided by 0.
        var features = new DoubleMatrix(new double[] { -2, 5, 0, 5, 0, 5, 2, 5 }, 4, 2);
        var reference = new DoubleMatrix(new double[] { -1, 5, 1, 5 }, 2, 2);
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, [0, 0, 1, 1], reference, new PotentialEnergyOptions { RadiusFactor = 1.5, TimeStep = 10, MaxSteps = 1 });
        CollectionAssert.AreEqual(new double[] { -3, 5, -1, 5, 1, 5, 3, 5 }, motion.Move(features, [0, 0, 1, 1]).Span.ToArray());

        // Apart by 0.002 in the second dimension alone, that is by 2 floors of 0.001 and by 1 of 0.002.
        var near = new DoubleMatrix(new double[] { -1, 4.999, 1, 4.999, -1, 5.001, 1, 5.001 }, 4, 2);
        double[] changes = [.. new[] { 1e-3, 2e-3 }.Select(floor => PotentialEnergyDecline.Compute(
            near, [0, 0, 1, 1], reference, new PotentialEnergyOptions { RadiusFactor = 1.5, TimeStep = 10, MaxSteps = 1, SmallestDeviation = floor }).PositionChanges[0])];
        Assert.AreEqual(2 * (3 - 2), changes[0], 1e-9);
        Assert.AreEqual(2 * (3 - 1), changes[1], 1e-9);
    }

    [TestMethod]
    public void Inputs_that_mean_nothing_are_refused()
    {
        var features = new FloatMatrix(new float[] { 1, 2, 3, 4 }, 2, 2);
        var reference = new FloatMatrix(new float[] { 1, 2, 3 }, 1, 3);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => PotentialEnergyDecline.Compute(features, [0, 1], reference)).Message, "2 values");
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => PotentialEnergyDecline.Compute(features, [0, 1], features, new PotentialEnergyOptions { TimeStep = 0, ExitRatio = 1 })).Message,
            "ExitRatio is 1");
        ClusterMotion motion = PotentialEnergyDecline.Compute(features, [0, 1], features);
        Assert.ThrowsExactly<ArgumentException>(() => _ = motion.GetShift(2).Length);
    }

    [TestMethod]
    public void The_trigger_measures_what_it_decides_on()
    {
        // Fewer rows than dimensions, where the forms of the evidence differ, and a pool whose deviations are others.
        (double[] values, int[] labels) = LogMeTests.Draw(30, 40, 3);
        (double[] all, _) = LogMeTests.Draw(50, 40, 3, seed: 2);
        var features = new FloatMatrix(values.Select(v => (float)v).ToArray(), 30, 40);
        var pool = new FloatMatrix(all.Select((v, i) => (float)(v * (1 + (i % 40 / 10)))).ToArray(), 50, 40);
        var options = new AlignmentTriggerOptions { Motion = new PotentialEnergyOptions { RadiusFactor = 0.8, MaxSteps = 3 } };
        AlignmentDecision first = AlignmentTrigger.Evaluate(AlignmentState.Initial, features, labels, pool, options);
        double score = Score(LogMeMode.Released, pool, options.Motion);
        Assert.AreEqual(new AlignmentDecision(AlignmentReason.FirstScore, 3, score, null, new AlignmentState(score, 0)), first);
        AlignmentDecision corrected = AlignmentTrigger.Evaluate(AlignmentState.Initial, features, labels, pool, options with { Mode = LogMeMode.Corrected });
        Assert.AreEqual(Score(LogMeMode.Corrected, pool, options.Motion), corrected.Score);
        double[] different = [score, Score(LogMeMode.Corrected, pool, options.Motion), Score(LogMeMode.Released, features, options.Motion), Score(LogMeMode.Released, pool, new())];
        Assert.HasCount(4, different.Distinct());

        AlignmentDecision second = AlignmentTrigger.Evaluate(first.Next, features, labels, pool, options);
        Assert.IsTrue(second.ShouldUpdate);
        var damaged = new FloatMatrix(new float[] { float.NaN }, 1, 1);
        Assert.AreEqual(AlignmentReason.UpdatesSpent, AlignmentTrigger.Evaluate(second.Next, damaged, [0], damaged, options).Reason, "nothing is looked at any more");

        double Score(LogMeMode mode, FloatMatrix reference, PotentialEnergyOptions motion) => LogMe.Compute(
            PotentialEnergyDecline.Compute(features, labels, reference, motion).Move(features, labels), labels, new LogMeOptions { Mode = mode }).Score;
    }
}
