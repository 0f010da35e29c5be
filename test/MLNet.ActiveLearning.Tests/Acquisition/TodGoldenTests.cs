using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>The discrepancy of TOD against numbers from running its code; the loss and the teacher are compared with the head's tests.</summary>
[TestClass]
public sealed class TodGoldenTests
{
    private static readonly string[] OfHead = ["ce", "residual_loss", "consistency_loss", "total_loss", "ema_weights_per_iter"];

    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("tod");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Discrepancies_and_chosen_rows_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("tod", caseName);
        GoldenValue logits = golden.Inputs["logits_current"];
        int classes = (int)logits.Shape[1];
        double[][] current = Rows(logits, classes);
        double[][] previous = Rows(golden.Inputs["logits_previous"], classes);
        var utilities = new float[current.Length];
        TemporalOutputDiscrepancy.Compute(Softmax(current), Softmax(previous), classes, utilities);
        foreach (string name in golden.Expected.Names.Except(OfHead))
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "tod_score":
                    GoldenTolerance.Single.AssertEqual(expected.Doubles, utilities, name);
                    break;
                case "tod_l2_norm_softmax":
                    GoldenTolerance.Single.AssertEqual(expected.Doubles, utilities.Select(u => Math.Sqrt(2.0 * u)).ToArray(), name);
                    break;
                case "tod_l2_norm_logits":
                    // The paper's distance on logits: another order, given for comparison.
                    golden.Tolerance.AssertEqual(expected.Doubles, current.Zip(previous, (a, b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum())).ToArray(), name);
                    break;
                case "select_cycle_gt0":
                    CollectionAssert.AreEqual(expected.Ints, Choose(utilities.Select(u => -u), golden.Budget));
                    break;
                case "select_cycle0_released":
                    CollectionAssert.AreEqual(expected.Ints, Choose(utilities, golden.Budget));
                    break;
                default:
                    Assert.Fail($"tod.json expects '{name}', which no test compares.");
                    break;
            }
        }
    }

    /// <summary>The rows with the smallest values, in ascending order of the rows.</summary>
    private static int[] Choose(IEnumerable<float> values, int count) =>
        [.. values.Index().OrderBy(v => v.Item).Take(count).Select(v => v.Index).Order()];

    private static double[][] Rows(GoldenValue value, int classes) => [.. value.Doubles.Chunk(classes)];

    private static float[] Softmax(double[][] logits) =>
        [.. logits.SelectMany(row => row.Select(z => (float)(Math.Exp(z - row.Max()) / row.Sum(other => Math.Exp(other - row.Max())))))];
}
