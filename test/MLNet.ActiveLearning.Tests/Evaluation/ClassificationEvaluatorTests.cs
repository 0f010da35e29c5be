using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Contract;
using MLNet.ActiveLearning.KillTarget;

namespace MLNet.ActiveLearning.Evaluation;

[TestClass]
public sealed class ClassificationEvaluatorTests
{
    [TestMethod]
    public void On_keys_the_metrics_equal_those_of_ML_NET()
    {
        var ml = new MLContext(seed: 1);
        IDataView train = ml.Data.LoadFromEnumerable(Flower.Draw(80, seed: 4));
        IDataView test = ml.Data.LoadFromEnumerable(Flower.Draw(200, seed: 5));
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label", "Truth")
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy())
            .Fit(train);
        IDataView scored = model.Transform(test);
        MulticlassClassificationMetrics theirs = ml.MulticlassClassification.Evaluate(scored);
        ClassificationMetrics ours = ClassificationEvaluator.Evaluate(scored);
        Assert.AreEqual(200, ours.Count);
        Assert.AreEqual(theirs.MicroAccuracy, ours.MicroAccuracy, 1e-12);
        Assert.AreEqual(theirs.MacroAccuracy, ours.MacroAccuracy, 1e-12);
        Assert.AreEqual(theirs.LogLoss, ours.LogLoss, 1e-9);
        // The same by class names, although the text column knows nothing of keys.
        ClassificationMetrics byName = ClassificationEvaluator.Evaluate(scored, "Truth");
        Assert.AreEqual(ours.MicroAccuracy, byName.MicroAccuracy);
        Assert.AreEqual(ours.LogLoss, byName.LogLoss);
    }

    [TestMethod]
    public void Metrics_equal_those_worked_out_by_hand()
    {
        // Truth, probabilities, prediction: right, right, wrong (confidence 0.6), right; one row without a label is left out.
        string[] truth = ["a", "b", "b", "b", ""];
        float[][] scores = [[0.9f, 0.1f], [0.2f, 0.8f], [0.6f, 0.4f], [0.4f, 0.6f], [0.5f, 0.5f]];
        ClassificationMetrics metrics = ClassificationEvaluator.Evaluate(Scored(truth, scores, ["a", "b"]));
        Assert.AreEqual(4, metrics.Count);
        Assert.AreEqual(0.75, metrics.MicroAccuracy, 1e-12);
        Assert.AreEqual((1 + (2.0 / 3)) / 2, metrics.MacroAccuracy, 1e-12);
        Assert.AreEqual(-(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.4) + Math.Log(0.6)) / 4, metrics.LogLoss, 1e-6);
        // Bins of 1/15: 0.9 and 0.8 alone, both 0.6 together (one right of two): (0.1 + 0.2 + |1 - 1.2|) / 4.
        Assert.AreEqual((0.1 + 0.2 + 0.2) / 4, metrics.CalibrationError, 1e-6);
        CollectionAssert.AreEqual(new[] { 1, 2.0 / 3 }, metrics.PerClassAccuracy.ToArray());
        CollectionAssert.AreEqual(new[] { "a", "b" }, metrics.ClassNames.ToArray());
    }

    [TestMethod]
    public void A_class_without_rows_has_no_accuracy_and_does_not_count_in_the_mean()
    {
        ClassificationMetrics metrics = ClassificationEvaluator.Evaluate(Scored(["a", "a"], [[0.9f, 0.1f], [0.1f, 0.9f]], ["a", "b"]));
        Assert.AreEqual(0.5, metrics.MacroAccuracy);
        Assert.IsTrue(double.IsNaN(metrics.PerClassAccuracy[1]));
    }

    [TestMethod]
    public void A_label_that_the_model_does_not_know_counts_as_wrong()
    {
        ClassificationMetrics metrics = ClassificationEvaluator.Evaluate(Scored(["a", "zebra"], [[0.9f, 0.1f], [0.9f, 0.1f]], ["a", "b"]));
        Assert.AreEqual(0.5, metrics.MicroAccuracy);
        Assert.AreEqual(0.5, metrics.MacroAccuracy);
        Assert.AreEqual((-Math.Log(0.9) - Math.Log(1e-15)) / 2, metrics.LogLoss, 1e-6);
    }

    [TestMethod]
    public void A_view_without_labels_or_with_bad_scores_is_refused()
    {
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => ClassificationEvaluator.Evaluate(Scored([""], [[1, 0]], ["a", "b"]))).Message, "'Label'");
        StringAssert.Contains(
            Assert.ThrowsException<ArgumentException>(() => ClassificationEvaluator.Evaluate(Scored(["a"], [[float.NaN, 0]], ["a", "b"]))).Message, "row 0");
        var noScore = new SyntheticView(1, SyntheticColumn.Text("Label", _ => "a"));
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => ClassificationEvaluator.Evaluate(noScore)).Message, "'Score'");
    }

    private static IDataView Scored(string[] truth, float[][] scores, string[] names)
    {
        var view = new SyntheticView(
            truth.Length,
            SyntheticColumn.Text("Label", p => truth[p]),
            SyntheticColumn.SharedVector("Score", [names.Length], scores),
            SyntheticColumn.Of("PredictedLabel", new KeyDataViewType(typeof(uint), names.Length), p => (uint)Array.IndexOf(scores[p], scores[p].Max()) + 1));
        return new NamedKeys(view, names);
    }

    // The view with names for the predicted keys.
    private sealed class NamedKeys(IDataView source, string[] names) : IDataView
    {
        public bool CanShuffle => false;

        public DataViewSchema Schema { get; } = AddNames(source.Schema, names);

        public long? GetRowCount() => source.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            source.GetRowCursor(columnsNeeded.Select(c => source.Schema[c.Index]));

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];

        private static DataViewSchema AddNames(DataViewSchema schema, string[] names)
        {
            var builder = new DataViewSchema.Builder();
            foreach (DataViewSchema.Column column in schema)
            {
                builder.AddColumn(column.Name, column.Type, column.Name == "PredictedLabel" ? DataViews.KeyNames.Write(names) : null);
            }
            return builder.ToSchema();
        }
    }
}
