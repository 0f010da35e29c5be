using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class CartographyTests
{
    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("cal");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Results_equal_those_of_the_released_code(string name)
    {
        GoldenCase golden = GoldenFile.Case("cal", name);
        double threshold = golden.Params["threshold"].Double;
        int bins = golden.Params["bins"].Int;
        int[][] rows = [.. golden.Inputs["correct_per_epoch"].Items.Select(r => r.Ints)];
        GoldenTolerance.Single.AssertEqual(golden.Expected["raw_correctness"].Doubles, [.. rows.Select(r => r.Average())], "raw_correctness");
        GoldenTolerance.Single.AssertEqual(
            golden.Expected["binned_correctness"].Doubles, [.. rows.Select(r => Cartography.BinCorrectness(r.Sum(), r.Length, bins))], "binned_correctness");
        CollectionAssert.AreEqual(
            golden.Expected["binary_label"].Ints, rows.Select(r => Cartography.IsLearned(r.Sum(), r.Length, threshold, bins) ? 1 : 0).ToArray());

        float[] p = golden.Inputs["pool_prob_class1"].Floats;
        float[] utilities = new float[p.Length];
        Cartography.ComputeUtilities(p, utilities);
        GoldenTolerance.Single.AssertEqual(golden.Expected["selection_score_max_prob"].Doubles, [.. utilities.Select(u => 1.0 - u)], "selection_score_max_prob");
        CollectionAssert.AreEqual(
            golden.Expected["selected_in_order"].Ints, Enumerable.Range(0, p.Length).OrderByDescending(i => utilities[i]).Take(golden.Budget).ToArray());
    }

    [TestMethod]
    public void The_classifier_tells_samples_on_two_sides_apart()
    {
        var random = new SeededRandom(4);
        float[] values = [.. Enumerable.Range(0, 400).Select(_ => (float)((4 * random.NextDouble()) - 2))];
        bool[] learned = [.. Enumerable.Range(0, 200).Select(i => values[2 * i] > 0.3f)];
        var embeddings = new FloatMatrix(values, 200, 2);
        var settings = new CartographyTraining { LearningRate = 0.05 };
        CartographyClassifier classifier = CartographyClassifier.Train(embeddings, learned, settings);
        int right = Enumerable.Range(0, 200).Count(i => classifier.Predict(embeddings[i]) > 0.5f == learned[i]);
        Assert.IsTrue(right >= 190, $"{right} of 200");
        CollectionAssert.AreEqual(classifier.Weights.ToArray(), CartographyClassifier.Train(embeddings, learned, settings).Weights.ToArray());
    }

    [TestMethod]
    public void Samples_of_one_kind_are_refused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => CartographyClassifier.Train(new FloatMatrix(new float[2], 2, 1), [true, true], new CartographyTraining()));
        StringAssert.Contains(error.Message, "All 2 samples are learnt");
    }
}
