using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Evaluation;

/// <summary>The numbers by which strategies are judged, against recorded ones; of asvp.json the hours and costs, while AlignmentTriggerTests compares when features are renewed.</summary>
[TestClass]
public sealed class EvaluationGoldenTests
{
    public static IEnumerable<object[]> Efficiencies => GoldenFile.CaseNames("labeling_efficiency");

    public static IEnumerable<object[]> Savings => GoldenFile.CaseNames("sample_saving");

    public static IEnumerable<object[]> Penalties => GoldenFile.CaseNames("penalty_matrix");

    public static IEnumerable<object[]> Improvements => GoldenFile.CaseNames("relative_accuracy");

    public static IEnumerable<object[]> Costs => GoldenFile.CaseNames("asvp");

    [TestMethod]
    [DynamicData(nameof(Efficiencies))]
    public void Labeling_efficiencies_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("labeling_efficiency", caseName);
        int[] labels = golden.Inputs["labels"].Ints;
        LearningCurve random = LearningCurve.Mean(Runs(labels, golden.Inputs["random_accuracy_runs"]));
        LearningCurve strategy = LearningCurve.Mean(Runs(labels, golden.Inputs["al_accuracy_runs"]));
        double[] grid = golden.Inputs["accuracy_grid"].Doubles;
        foreach (string mode in golden.Expected.Names)
        {
            CurveInterpolation interpolation = Enum.Parse<CurveInterpolation>(mode, ignoreCase: true);
            IReadOnlyList<EfficiencyPoint> points = LabelingEfficiency.ByRound(random, strategy, interpolation);
            double?[] byAccuracy = [.. grid.Select(a => LabelingEfficiency.AtAccuracy(random, strategy, a, interpolation))];
            foreach (string name in golden.Expected[mode].Names)
            {
                AssertEqual(golden, golden.Expected[mode][name], name switch
                {
                    "rs_labels_needed_by_round" => [.. points.Select(p => p.RandomLabels)],
                    "efficiency_by_round" => [.. points.Select(p => p.Efficiency)],
                    "lower_bound_by_round" => [.. points.Select(p => p.LowerBound)],
                    "efficiency_by_accuracy" => byAccuracy,
                    "as_written_ratio_by_accuracy" => [.. byAccuracy.Select(e => 1 / e)],
                    _ => throw new AssertFailedException($"'{name}' is not compared."),
                });
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Savings))]
    public void Saved_labels_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("sample_saving", caseName);
        var random = new LearningCurve(golden.Inputs["baseline_labels"].Ints, golden.Inputs["baseline_accuracy"].Doubles);
        var strategy = new LearningCurve(golden.Inputs["al_labels"].Ints, golden.Inputs["al_accuracy"].Doubles);
        golden.Tolerance.AssertEqual(golden.Expected["monotone_baseline_accuracy"].Doubles, [.. SampleSaving.GetRunningMaximum(random)], "running maximum");
        foreach (string mode in golden.Expected["modes"].Names)
        {
            OutsideRange outside = mode switch { "clip" => OutsideRange.Clip, "extrapolate" => OutsideRange.Extrapolate, _ => OutsideRange.Exclude };
            IReadOnlyList<SavingPoint> points = SampleSaving.ByRound(random, strategy, outside);
            foreach (string name in golden.Expected["modes"][mode].Names)
            {
                AssertEqual(golden, golden.Expected["modes"][mode][name], name switch
                {
                    "equivalent_non_al_labels" => [.. points.Select(p => p.EquivalentLabels)],
                    "saved_labels" => [.. points.Select(p => p.SavedLabels)],
                    "sample_saving_ratio" => [.. points.Select(p => p.Ratio)],
                    "average_sample_saving_ratio_percent" => [SampleSaving.GetAveragePercent(random, strategy, outside)],
                    _ => throw new AssertFailedException($"'{name}' is not compared."),
                });
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Penalties))]
    public void Penalties_and_their_statistics_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("penalty_matrix", caseName);
        LearningCurve[][] runs = [.. golden.Inputs["accuracy_alg_run_round"].Items.Select(algorithm =>
            algorithm.Items.Select(run => new LearningCurve([.. Enumerable.Range(1, run.Doubles.Length)], run.Doubles)).ToArray())];
        double alpha = golden.Params["alpha"].Double;
        golden.Tolerance.AssertEqual(
            [golden.Params["critical_value"].Double], [RepeatStatistics.GetQuantile(1 - alpha, runs[0].Length - 1, IntervalKind.StudentT)], "critical value");
        PenaltyMatrix matrix = PenaltyMatrix.Compute(runs, alpha);
        foreach (string name in golden.Expected.Names)
        {
            AssertEqual(golden, golden.Expected[name], name switch
            {
                "penalty_matrix" => [.. matrix.Cells.SelectMany(row => row).Select(cell => (double?)cell)],
                "column_mean_over_all_rows" => [.. matrix.BeatenShares.Select(share => (double?)share)],
                "row_mean_over_all_columns" => [.. matrix.WinningShares.Select(share => (double?)share)],
                "t_statistic" => [.. matrix.Statistics.SelectMany(row => row).SelectMany(cell => cell)],
                _ => throw new AssertFailedException($"'{name}' is not compared."),
            });
        }
    }

    [TestMethod]
    [DynamicData(nameof(Improvements))]
    public void Relative_improvements_and_their_intervals_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("relative_accuracy", caseName);
        LearningCurve[] random = Rounds(golden.Inputs["random_accuracy"]), method = Rounds(golden.Inputs["method_accuracy"]);
        double confidence = golden.Params["confidence"].Double;
        foreach (string basis in golden.Expected.Names)
        {
            IReadOnlyList<RepeatStatistics> Compute(IntervalKind interval) => basis == "absolute"
                ? [.. Enumerable.Range(0, method[0].Count).Select(round => RepeatStatistics.Compute([.. method.Select(run => run.Accuracies[round])], confidence, interval))]
                : RelativeAccuracy.ComputePercent(random, method, basis == "paired_percent" ? RelativeTo.SameRun : RelativeTo.MeanOfRuns, confidence, interval);
            foreach (string name in golden.Expected[basis].Names)
            {
                AssertEqual(golden, golden.Expected[basis][name], name switch
                {
                    "mean" => [.. Compute(IntervalKind.StudentT).Select(s => (double?)s.Mean)],
                    "half_width_student_t" => [.. Compute(IntervalKind.StudentT).Select(s => s.HalfWidth)],
                    "half_width_normal" => [.. Compute(IntervalKind.Normal).Select(s => s.HalfWidth)],
                    _ => throw new AssertFailedException($"'{name}' is not compared."),
                });
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(Costs))]
    public void Hours_and_costs_of_choosing_by_a_proxy_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("asvp", caseName);
        GoldenValue recorded = golden.Inputs["hours"];
        var hours = new RoundHours(
            recorded["train_full"].Double, recorded["forward_full"].Double, recorded["train_proxy"].Double, recorded["forward_proxy"].Double, recorded["precompute"].Double);
        int[] labels = golden.Inputs["labels"].Ints;
        var prices = new LabelingPrices { PerLabel = golden.Params["price_per_label"].Double, PerHour = golden.Params["price_per_hour"].Double };
        foreach (string kind in golden.Expected["sampling_hours"].Names)
        {
            double spent = kind switch
            {
                "standard" => LabelingCost.GetStandardHours(labels.Length, hours),
                "svpp" => LabelingCost.GetProxyHours(labels.Length, hours),
                "asvp" => LabelingCost.GetProxyHours(labels.Length, hours, golden.Expected["n_precompute"].Int),
                _ => throw new AssertFailedException($"'{kind}' is not compared."),
            };
            golden.Tolerance.AssertEqual([golden.Expected["sampling_hours"][kind].Double], [spent], kind);
            golden.Tolerance.AssertEqual([golden.Expected["overall_cost"][kind].Double], [LabelingCost.GetOverallCost(labels.Max(), spent, prices)], kind);
        }
    }

    private static LearningCurve[] Runs(int[] labels, GoldenValue runs) => [.. runs.Items.Select(run => new LearningCurve(labels, run.Doubles))];

    private static LearningCurve[] Rounds(GoldenValue runs) =>
        [.. runs.Items.Select(run => new LearningCurve([.. Enumerable.Range(1, run.Doubles.Length)], run.Doubles))];

    // What is recorded as null or NaN is undefined here.
    private static void AssertEqual(GoldenCase golden, GoldenValue expected, double?[] got)
    {
        double?[] wanted = [.. Flatten(expected)];
        Assert.AreEqual(wanted.Length, got.Length, expected.Place);
        for (int i = 0; i < wanted.Length; i++)
        {
            Assert.AreEqual(wanted[i] is null, got[i] is null, $"{expected.Place}[{i}]: {wanted[i]} against {got[i]}");
            if (wanted[i] is { } value && double.IsFinite(value))
            {
                golden.Tolerance.AssertEqual([value], [got[i]!.Value], $"{expected.Place}[{i}]");
            }
            else
            {
                Assert.AreEqual(wanted[i], got[i], $"{expected.Place}[{i}]");
            }
        }
    }

    private static IEnumerable<double?> Flatten(GoldenValue value) => value.Json.ValueKind == System.Text.Json.JsonValueKind.Array
        ? value.Items.SelectMany(Flatten)
        : [value.IsNull || double.IsNaN(value.Double) ? null : value.Double];
}
