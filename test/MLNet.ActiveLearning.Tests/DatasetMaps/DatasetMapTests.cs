using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.DatasetMaps;

[TestClass]
public sealed class DatasetMapTests
{
    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("dataset_map");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Results_equal_those_of_the_released_code(string name)
    {
        GoldenCase golden = GoldenFile.Case("dataset_map", name);
        int[] labels = golden.Inputs["labels"].Ints;
        long[] shape = golden.Inputs["logits"].Shape; // (N, E, C)
        double[][] rows = [.. golden.Inputs["logits"].Doubles.Chunk((int)shape[2])];
        double[] Row(int e, int i) => rows[(i * (int)shape[1]) + e];
        float[][] probabilities = [.. Enumerable.Range(0, (int)shape[1]).Select(e => labels.Select((y, i) =>
            (float)(1 / Row(e, i).Sum(z => Math.Exp(z - Row(e, i)[y])))).ToArray())];
        bool[][] correct = [.. Enumerable.Range(0, (int)shape[1]).Select(e => labels.Select((y, i) => Array.IndexOf(Row(e, i), Row(e, i).Max()) == y).ToArray())];
        DatasetMap map = DatasetMap.Create(labels, probabilities, correct, golden.Params["burn_out"].Int);

        GoldenTolerance tolerance = GoldenTolerance.Single;
        void Check(string what, Func<DatasetMapPoint, double> value) =>
            tolerance.AssertEqual(golden.Expected[what].Doubles, [.. map.Points.Select(value)], what);
        Check("confidence", p => p.Confidence);
        Check("variability", p => p.Variability);
        Check("correctness", p => p.CorrectEpochs);
        Check("correctness_fraction", p => p.Correctness);
        Check("forgetfulness", p => p.ForgettingEvents);
        Check("threshold_closeness", p => p.ThresholdCloseness);
        Check("variability_with_ci", p => p.VariabilityWithInterval);
        tolerance.AssertEqual(golden.Expected["train_accuracy_per_epoch"].Doubles, map.EpochAccuracies, "train_accuracy_per_epoch");
        string[] Names(Func<DatasetMapPoint, Difficulty> rule) => [.. map.Points.Select(p => rule(p) == Difficulty.VeryHard ? "very_hard" : rule(p).ToString().ToLowerInvariant())];
        CollectionAssert.AreEqual(golden.Expected["difficulty_by_confidence"].Items.Select(v => v.Text).ToArray(), Names(p => p.Difficulty));
        CollectionAssert.AreEqual(golden.Expected["difficulty_by_std"].Items.Select(v => v.Text).ToArray(), Names(p => DifficultyRule.ByVariability(p.Variability)));
    }

    [TestMethod]
    public void A_sample_that_was_never_right_has_the_number_of_the_released_code()
    {
        DatasetMap map = DatasetMap.Create([0, 0], [[0.1f, 0.9f], [0.2f, 0.1f]], [[false, true], [false, false]]);
        CollectionAssert.AreEqual(new[] { DatasetMapPoint.NeverLearned, 1 }, map.Points.Select(p => p.ForgettingEvents).ToArray());
    }

    [TestMethod]
    public void A_sample_that_was_not_seen_is_refused_with_its_place()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => DatasetMap.Create([0, 0], [[0.1f, float.NaN]], [[false, true]]));
        StringAssert.Contains(error.Message, "Sample 1 has the probability NaN in epoch 0");
        Assert.ThrowsExactly<ArgumentException>(() => DatasetMap.Create([0], [], []));
    }

    [TestMethod]
    public void The_table_quotes_names_and_gives_a_line_a_sample()
    {
        DatasetMap map = DatasetMap.Create([1], [[0.5f], [1f]], [[false], [true]]);
        Assert.AreEqual(
            "id,label,confidence,variability,correctness,forgetting_events,difficulty\n\"a,b\",dog,0.75,0.25,0.5,0,Easy\n",
            DatasetMapFile.ToCsv(map, ["cat", "dog"], ["a,b"]));
    }
}
