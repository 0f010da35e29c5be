using Microsoft.ML;
using Microsoft.ML.Data;

namespace StandIns.Tests.DataViews;

[TestClass]
public class EvaluateTests
{
    public sealed class Scored
    {
        [KeyType(3)]
        public uint Label { get; set; }
        [KeyType(3)]
        public uint PredictedLabel { get; set; }
        [VectorType(3)]
        public float[]? Score { get; set; }
    }

    // Members of key type count from 0. Two of three right in class 0, one of one in class 1, none of one in class 2.
    private static readonly Scored[] s_rows =
    [
        new() { Label = 0, PredictedLabel = 0, Score = [0.7f, 0.2f, 0.1f] },
        new() { Label = 0, PredictedLabel = 0, Score = [0.5f, 0.3f, 0.2f] },
        new() { Label = 0, PredictedLabel = 1, Score = [0.3f, 0.6f, 0.1f] },
        new() { Label = 1, PredictedLabel = 1, Score = [0.2f, 0.8f, 0.0f] },
        new() { Label = 2, PredictedLabel = 0, Score = [0.6f, 0.3f, 0.1f] },
    ];

    private static MulticlassClassificationMetrics Evaluate(int topK = 0)
    {
        var ml = new MLContext(seed: 1);
        return ml.MulticlassClassification.Evaluate(ml.Data.LoadFromEnumerable(s_rows), topKPredictionCount: topK);
    }

    [TestMethod]
    public void Accuracies_EqualHandComputedOnes()
    {
        var metrics = Evaluate();

        Assert.AreEqual(3 / 5.0, metrics.MicroAccuracy, 1e-9);
        Assert.AreEqual((2 / 3.0 + 1 + 0) / 3, metrics.MacroAccuracy, 1e-9);
    }

    [TestMethod]
    public void LogLoss_EqualsHandComputedOne()
    {
        double[] losses = [-Math.Log(0.7), -Math.Log(0.5), -Math.Log(0.3), -Math.Log(0.8), -Math.Log(0.1)];
        // The entropy of the labels, 3 : 1 : 1.
        double prior = -(0.6 * Math.Log(0.6) + 0.2 * Math.Log(0.2) + 0.2 * Math.Log(0.2));

        var metrics = Evaluate();

        Assert.AreEqual(losses.Average(), metrics.LogLoss, 1e-6);
        Assert.AreEqual((prior - losses.Average()) / prior, metrics.LogLossReduction, 1e-6);
        Assert.AreEqual(losses.Take(3).Average(), metrics.PerClassLogLoss[0], 1e-6);
        Assert.AreEqual(losses[4], metrics.PerClassLogLoss[2], 1e-6);
    }

    [TestMethod]
    public void TopKAccuracy_CountsTheFirstTwo()
        => Assert.AreEqual(4 / 5.0, Evaluate(topK: 2).TopKAccuracy, 1e-9);

    [TestMethod]
    public void ConfusionMatrix_HasPrecisionAndRecallOfEachClass()
    {
        var confusion = Evaluate().ConfusionMatrix;

        Assert.AreEqual(3, confusion.NumberOfClasses);
        Assert.AreEqual(2.0, confusion.Counts[0][0]);
        Assert.AreEqual(1.0, confusion.Counts[0][1]);
        Assert.AreEqual(1.0, confusion.Counts[2][0]);
        Assert.AreEqual(2 / 3.0, confusion.PerClassRecall[0], 1e-9);
        Assert.AreEqual(2 / 3.0, confusion.PerClassPrecision[0], 1e-9);
        Assert.AreEqual(1 / 2.0, confusion.PerClassPrecision[1], 1e-9);
    }

    [TestMethod]
    public void Evaluate_WithoutAScoreColumn_NamesIt()
    {
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromEnumerable(s_rows);

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ml.MulticlassClassification.Evaluate(data, scoreColumnName: "Absent"));

        StringAssert.Contains(error.Message, "Absent", StringComparison.Ordinal);
    }
}
