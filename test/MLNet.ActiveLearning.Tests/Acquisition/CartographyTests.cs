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
    public void The_classifier_equals_one_by_AdamW_in_double_precision()
    {
        const int Count = 30, Width = 3;
        var random = new SeededRandom(7);
        float[] values = [.. Enumerable.Range(0, Count * Width).Select(_ => (float)((2 * random.NextDouble()) - 1))];
        bool[] learned = [.. Enumerable.Range(0, Count).Select(i => values[Width * i] + values[(Width * i) + 1] > 0.2f)];
        var settings = new CartographyTraining { Epochs = 25, LearningRate = 0.05, WeightDecay = 0.8, BatchSize = Count };
        double[] expected = new double[Width + 1], mean = new double[Width + 1], square = new double[Width + 1];
        for (int step = 1; step <= settings.Epochs; step++)
        {
            double[] gradient = new double[Width + 1];
            for (int i = 0; i < Count; i++)
            {
                double[] inputs = [.. values.Skip(i * Width).Take(Width).Select(v => (double)v), 1];
                double p = 1 / (1 + Math.Exp(-inputs.Zip(expected, (x, w) => x * w).Sum()));
                for (int k = 0; k <= Width; k++)
                {
                    gradient[k] += (p - (learned[i] ? 1 : 0)) * inputs[k] / Count;
                }
            }

            for (int k = 0; k <= Width; k++)
            {
                mean[k] = (0.9 * mean[k]) + (0.1 * gradient[k]);
                square[k] = (0.999 * square[k]) + (0.001 * gradient[k] * gradient[k]);
                expected[k] *= 1 - (settings.LearningRate * settings.WeightDecay);
                expected[k] -= settings.LearningRate * (mean[k] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[k] / (1 - Math.Pow(0.999, step))) + 1e-8);
            }
        }

        var classifier = CartographyClassifier.Train(new FloatMatrix(values, Count, Width), learned, settings);
        GoldenTolerance.Single.AssertEqual(expected, [.. classifier.Weights, classifier.Bias], "weights and bias");
    }

    [TestMethod]
    public void Samples_of_one_kind_are_refused()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => CartographyClassifier.Train(new FloatMatrix(new float[2], 2, 1), [true, true], new CartographyTraining()));
        StringAssert.Contains(error.Message, "All 2 samples are learnt");
    }
}
