using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using StandIns.Tests.DataViews;

namespace StandIns.Tests.Trainers;

[TestClass]
public class MaximumEntropyTests
{
    private readonly MLContext _ml = new(seed: 1);

    public sealed class Example
    {
        public string Label { get; set; } = "";
        [VectorType(Dimension)]
        public float[] Features { get; set; } = [];
        public float Weight { get; set; } = 1;
    }

    public sealed class Prediction
    {
        public uint PredictedLabel { get; set; }
        public float[] Score { get; set; } = [];
    }

    private const int Dimension = 3;
    private static readonly string[] s_names = ["cat", "dog", "owl"];

    /// <summary>Three overlapping clouds of points.</summary>
    private static Example[] ThreeClasses(int count = 90)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(i => new Example
        {
            Label = s_names[i % 3],
            Features = [.. Enumerable.Range(0, Dimension).Select(d => (float)(random.NextDouble() * 2 - 1 + (d == i % 3 ? 1 : 0)))],
        })];
    }

    /// <summary>Two classes that mirror each other, so that the best biases are zero with and without regularisation.</summary>
    private static Example[] Mirrored()
    {
        var random = new Random(12);
        return [.. Enumerable.Range(0, 40).SelectMany(_ =>
        {
            float[] x = [.. Enumerable.Range(0, Dimension).Select(d => (float)(random.NextDouble() * 2 - 0.6))];
            return new Example[] { new() { Label = "cat", Features = x }, new() { Label = "dog", Features = [.. x.Select(v => -v)] } };
        })];
    }

    private IDataView Keyed(Example[] rows)
    {
        var data = _ml.Data.LoadFromEnumerable(rows);
        return _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
    }

    private static MulticlassPredictionTransformer<MaximumEntropyModelParameters> Sdca(IDataView data, float l2, float l1 = 0)
        => new MLContext(seed: 1).MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            L2Regularization = l2, L1Regularization = l1, ConvergenceTolerance = 1e-6f, MaximumNumberOfIterations = 3000,
        }).Fit(data);

    private static double[][] Weights(MaximumEntropyModelParameters model)
    {
        VBuffer<float>[]? weights = null;
        model.GetWeights(ref weights, out int classes);
        double[] biases = [.. model.GetBiases().Select(b => (double)b)];
        return [.. Enumerable.Range(0, classes).Select(c => (double[])[.. weights[c].DenseValues().Select(w => (double)w), biases[c]])];
    }

    private static double Score(double[] weights, float[] x) => weights[Dimension] + x.Select((v, d) => v * weights[d]).Sum();

    /// <summary>The derivative of the summed loss of a row by the score of each class.</summary>
    private delegate double[] Slopes(double[] scores, int label);

    private static double[] SoftmaxSlopes(double[] scores, int label)
    {
        double sum = scores.Sum(Math.Exp);
        return [.. scores.Select((s, c) => Math.Exp(s) / sum - (c == label ? 1 : 0))];
    }

    private static double[] PairwiseSlopes(double[] scores, int label)
    {
        double[] slopes = [.. scores.Select((s, c) => c == label ? 0 : 1 / (1 + Math.Exp(scores[label] - s)))];
        slopes[label] = -slopes.Sum();
        return slopes;
    }

    /// <summary>The gradient of the mean loss, without penalties; the last of each class is the bias.</summary>
    private static double[][] Gradient(Example[] rows, double[][] weights, Slopes slopesOf)
    {
        double[][] gradient = [.. weights.Select(_ => new double[Dimension + 1])];
        foreach (var row in rows)
        {
            double[] slopes = slopesOf([.. weights.Select(w => Score(w, row.Features))], Array.IndexOf(s_names, row.Label));
            for (int c = 0; c < weights.Length; c++)
                for (int d = 0; d <= Dimension; d++)
                    gradient[c][d] += slopes[c] * (d == Dimension ? 1 : row.Features[d]) / rows.Length;
        }
        return gradient;
    }

    [TestMethod]
    public void Lbfgs_WithL2_ReachesAStationaryPointOfTheSoftmaxObjective()
    {
        var rows = ThreeClasses();
        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0, l2Regularization: 0.9f, optimizationTolerance: 1e-12f);

        double[][] weights = Weights(trainer.Fit(Keyed(rows)).Model);

        double[][] gradient = Gradient(rows, weights, SoftmaxSlopes);
        for (int c = 0; c < 3; c++)
        {
            for (int d = 0; d < Dimension; d++)
                Assert.AreEqual(0, gradient[c][d] + 0.9 / rows.Length * weights[c][d], 1e-4, $"class {c}, weight {d}");
            Assert.AreEqual(0, gradient[c][Dimension], 1e-4, $"bias of class {c}");
        }
    }

    [TestMethod]
    public void Lbfgs_WithL1_MeetsTheConditionsOfTheOptimum()
    {
        var rows = ThreeClasses();
        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 9, l2Regularization: 0, optimizationTolerance: 1e-12f);

        double[][] weights = Weights(trainer.Fit(Keyed(rows)).Model);

        double[][] gradient = Gradient(rows, weights, SoftmaxSlopes);
        double threshold = 9.0 / rows.Length;
        int zeros = 0;
        for (int c = 0; c < 3; c++)
        {
            for (int d = 0; d < Dimension; d++)
            {
                if (weights[c][d] != 0)
                    Assert.AreEqual(-threshold * Math.Sign(weights[c][d]), gradient[c][d], 2e-4, $"class {c}, weight {d}");
                else
                    Assert.IsTrue(Math.Abs(gradient[c][d]) <= threshold + 1e-6 && ++zeros > 0, $"class {c}, weight {d}");
            }
        }
        Assert.IsTrue(zeros > 0, "L1 leaves some weights at zero.");
    }

    [TestMethod]
    public void Sdca_OnThreeClasses_ReachesAStationaryPointOfThePairwiseObjective()
    {
        var rows = ThreeClasses();

        double[][] weights = Weights(Sdca(Keyed(rows), l2: 0.02f).Model);

        double[][] gradient = Gradient(rows, weights, PairwiseSlopes);
        for (int c = 0; c < 3; c++)
            for (int d = 0; d <= Dimension; d++)
                Assert.AreEqual(0, gradient[c][d] + 0.02 * weights[c][d], 3e-4, $"class {c}, weight {d}");
    }

    [TestMethod]
    public void Sdca_WithAnL1Threshold_SetsWeightsToZero()
    {
        double[][] weights = Weights(Sdca(Keyed(ThreeClasses()), l2: 0.02f, l1: 3f).Model);

        Assert.IsTrue(weights.Any(w => w.Take(Dimension).Any(v => v == 0)) && weights.Any(w => w.Take(Dimension).Any(v => v != 0)));
    }

    [TestMethod]
    public void SdcaAndLbfgs_OnTwoMirroredClasses_ReachTheSameOptimum()
    {
        var rows = Mirrored();
        var data = Keyed(rows);

        double[][] sdca = Weights(Sdca(data, l2: 1f / rows.Length).Model);
        double[][] lbfgs = Weights(_ml.MulticlassClassification.Trainers
            .LbfgsMaximumEntropy(l1Regularization: 0, l2Regularization: 1, optimizationTolerance: 1e-12f).Fit(data).Model);

        for (int c = 0; c < 2; c++)
            for (int d = 0; d <= Dimension; d++)
                Assert.AreEqual(lbfgs[c][d], sdca[c][d], 3e-3, $"class {c}, weight {d}");
    }

    [TestMethod]
    public void Lbfgs_WithWeights_EqualsRepeatedRows()
    {
        var rows = ThreeClasses(30);
        var repeated = rows.SelectMany((r, i) => Enumerable.Repeat(r, i % 2 + 1)).ToArray();
        for (int i = 0; i < rows.Length; i++)
            rows[i] = new Example { Label = rows[i].Label, Features = rows[i].Features, Weight = i % 2 + 1 };
        MaximumEntropyModelParameters Fit(Example[] examples, string? weightColumn) => _ml.MulticlassClassification.Trainers
            .LbfgsMaximumEntropy(exampleWeightColumnName: weightColumn, l1Regularization: 0, optimizationTolerance: 1e-12f).Fit(Keyed(examples)).Model;

        double[][] weighted = Weights(Fit(rows, "Weight")), plain = Weights(Fit(repeated, null));

        for (int c = 0; c < 3; c++)
            for (int d = 0; d <= Dimension; d++)
                Assert.AreEqual(plain[c][d], weighted[c][d], 1e-3);
    }

    [TestMethod]
    public void Sdca_WithTheSameSeed_GivesTheSameModelBitForBit()
    {
        var data = Keyed(ThreeClasses());
        float[] Biases() => [.. new MLContext(seed: 7).MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(data).Model.GetBiases()];

        CollectionAssert.AreEqual(Biases(), Biases());
    }

    [TestMethod]
    public void Output_HasKeysWithValuesAndProbabilitiesWithSlotNames()
    {
        var data = Keyed(ThreeClasses());

        var output = _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(data).Transform(data);

        CollectionAssert.AreEqual(s_names, output.Schema["PredictedLabel"].TextAnnotation("KeyValues"));
        CollectionAssert.AreEqual(s_names, output.Schema["Score"].TextAnnotation("SlotNames"));
        float[] scores = output.ReadVectors<float>("Score")[0];
        Assert.AreEqual(1, scores.Sum(), 1e-5);
        Assert.AreEqual((uint)(Array.IndexOf(scores, scores.Max()) + 1), output.Read<uint>("PredictedLabel")[0]);
        Assert.IsTrue(_ml.MulticlassClassification.Evaluate(output).MicroAccuracy > 0.6);
    }

    [TestMethod]
    public void Chain_WithATrainer_SurvivesSaveLoadAndPredictsOneRow()
    {
        using var folder = new TemporaryFolder();
        var data = _ml.Data.LoadFromEnumerable(ThreeClasses());
        var model = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0.1f)).Fit(data);

        _ml.Model.Save(model, data.Schema, folder.File("m.zip"));
        var loaded = new MLContext().Model.Load(folder.File("m.zip"), out _);

        float[][] before = model.Transform(data).ReadVectors<float>("Score"), after = loaded.Transform(data).ReadVectors<float>("Score");
        CollectionAssert.AreEqual(before[5], after[5]);
        using var engine = _ml.Model.CreatePredictionEngine<Example, Prediction>(loaded);
        CollectionAssert.AreEqual(before[5], engine.Predict(ThreeClasses()[5]).Score);
    }

    [TestMethod]
    public void Lbfgs_StartedFromItsOwnModel_StaysThere()
    {
        var data = Keyed(ThreeClasses());
        var trainer = _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0);
        var model = trainer.Fit(data).Model;

        float[] again = [.. trainer.Fit(data, model).Model.GetBiases()];

        float[] first = [.. model.GetBiases()];
        for (int c = 0; c < 3; c++)
            Assert.AreEqual(first[c], again[c], 1e-2);
    }

    [TestMethod]
    public void Rows_WithoutLabelOrWithBadFeatures_AreSkipped()
    {
        var rows = ThreeClasses(30);
        var data = Keyed([.. rows, new Example { Label = "", Features = [1, 1, 1] }, new Example { Label = "cat", Features = [float.NaN, 0, 0] }]);
        float[] Biases(IDataView view) => [.. _ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l1Regularization: 0).Fit(view).Model.GetBiases()];

        CollectionAssert.AreEqual(Biases(Keyed(rows)), Biases(data));
    }

    [TestMethod]
    public void Fit_OnALabelThatIsNoKey_SaysWhatItExpected()
    {
        var data = _ml.Data.LoadFromEnumerable(ThreeClasses(6));

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.MulticlassClassification.Trainers.SdcaMaximumEntropy().Fit(data));

        StringAssert.Contains(error.Message, "Label", StringComparison.Ordinal);
        StringAssert.Contains(error.Message, "Key<UInt32>", StringComparison.Ordinal);
    }
}
