using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class TracInTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("tracin");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Influences_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("tracin", caseName);
        double[] rates = golden.Inputs["learning_rates"].Doubles;
        int training = golden.Inputs["train_labels"].Ints.Length;
        int others = golden.Inputs["test_labels"].Ints.Length;
        var influences = new double[training * others];
        var own = new double[training];
        for (int t = 0; t < rates.Length; t++)
        {
            TracInRows left = Rows(golden, "train", t);
            TracIn.AddInfluences(left, Rows(golden, "test", t), rates[t], influences);
            TracIn.AddSelfInfluences(left, rates[t], own);
        }

        foreach (string name in golden.Expected.Names)
        {
            GoldenTolerance.Single.AssertEqual(golden.Expected[name].Doubles, name switch
            {
                "influence_train_by_test" => influences,
                "self_influence" => own,
                _ => throw new AssertFailedException($"tracin.json expects '{name}', which no test compares."),
            }, name);
        }
    }

    [TestMethod]
    public void A_rows_influence_on_itself_is_its_self_influence()
    {
        TracInRows rows = Rows(GoldenFile.Case("tracin", "t3"), "train", 1);
        int count = rows.Labels.Count;
        var all = new double[count * count];
        var own = new double[count];
        TracIn.AddInfluences(rows, rows, 0.3, all);
        TracIn.AddSelfInfluences(rows, 0.3, own);
        for (int i = 0; i < count; i++)
        {
            Assert.AreEqual(all[(i * count) + i], own[i], 1e-6);
            Assert.IsTrue(own[i] >= 0);
        }
    }

    [TestMethod]
    public void Rows_that_do_not_fit_are_refused()
    {
        var p = new FloatMatrix(new float[] { 0.5f, 0.5f }, 1, 2);
        var h = new FloatMatrix(new float[] { 1f }, 1, 1);
        var good = new TracInRows(p, h, [1]);
        var room = new double[1];
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TracIn.AddSelfInfluences(good with { Labels = [2] }, 1, room)).Message, "label of row 0 is 2");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TracIn.AddSelfInfluences(good, double.NaN, room)).Message, "learningRate is NaN");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => TracIn.AddInfluences(good, good, 1, new double[3])).Message, "room for 3");
        var bad = new FloatMatrix(new[] { float.NaN }, 1, 1);
        Assert.ThrowsExactly<ArgumentException>(() => TracIn.AddInfluences(good, good with { Embeddings = bad }, 1, room));
    }

    private static TracInRows Rows(GoldenCase golden, string name, int t)
    {
        GoldenValue features = golden.Inputs[name + "_features"][t];
        return new TracInRows(
            LastLayer.Probabilities(features, golden.Inputs["W"][t], golden.Inputs["b"][t]), LastLayer.Matrix(features), golden.Inputs[name + "_labels"].Ints);
    }
}
