using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Evaluation;

[TestClass]
public sealed class SelectionRegionTests
{
    private static readonly (string Letter, SelectionRegion Region)[] Letters =
    [
        ("none", SelectionRegion.None), ("O", SelectionRegion.Both), ("C", SelectionRegion.ProxyOnlyRight), ("D", SelectionRegion.ProxyOnlyWrong),
        ("A1", SelectionRegion.MissedRightProxyWrong), ("A2", SelectionRegion.MissedRightProxyRight),
        ("B1", SelectionRegion.MissedWrongProxyWrong), ("B2", SelectionRegion.MissedWrongProxyRight),
    ];

    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("regions");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Regions_replacements_and_exchanges_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("regions", caseName);
        if (golden.Inputs.Has("finetuned_head_W"))
        {
            CompareExchange(golden);
            return;
        }
        (int[] proxy, float[] proxyUtilities, bool[] proxyIsRight) = Choose(golden, "proxy_probs");
        (int[] fineTuned, float[] utilities, bool[] fineTunedIsRight) = Choose(golden, "finetuned_probs");
        Assert.AreEqual(proxyUtilities.Length, utilities.Length);
        SelectionRegion[] regions = SelectionRegions.Assign(proxy, fineTuned, proxyIsRight, fineTunedIsRight);
        IReadOnlyList<RegionSummary> summaries = SelectionRegions.Summarize(regions, proxyIsRight, fineTunedIsRight);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "region":
                    CollectionAssert.AreEqual(expected.Items.Select(i => Find(i.Text)).ToArray(), regions);
                    break;
                case "counts":
                    Assert.IsTrue(expected.Names.All(letter => expected[letter].Int == summaries.Single(s => s.Region == Find(letter)).Count));
                    break;
                case "proxy_selection_in_order":
                    CollectionAssert.AreEqual(expected.Ints, proxy);
                    break;
                case "replaced_selection_sorted":
                    foreach (string letter in expected.Names)
                    {
                        int[] replaced = SelectionRegions.Replace(proxy, regions, utilities, [Find(letter)], golden.Params["replacements_max"].Int);
                        CollectionAssert.AreEqual(expected[letter].Ints, replaced.Order().ToArray(), letter);
                    }
                    break;
                default:
                    Assert.Fail($"'{name}' is not compared.");
                    break;
            }
        }
    }

    [TestMethod]
    public void Summaries_say_how_difficult_a_region_is()
    {
        SelectionRegion[] regions = SelectionRegions.Assign([0, 1], [0, 2], [true, false, false, true], [true, true, false, true]);
        IReadOnlyList<RegionSummary> summaries = SelectionRegions.Summarize(regions, [true, false, false, true], [true, true, false, true]);
        Assert.AreEqual(new RegionSummary(SelectionRegion.ProxyOnlyRight, 1, 0, 1), summaries[(int)SelectionRegion.ProxyOnlyRight]);
        Assert.AreEqual(new RegionSummary(SelectionRegion.MissedWrongProxyWrong, 1, 0, 0), summaries[(int)SelectionRegion.MissedWrongProxyWrong]);
        Assert.AreEqual(new RegionSummary(SelectionRegion.ProxyOnlyWrong, 0, null, null), summaries[(int)SelectionRegion.ProxyOnlyWrong]);
    }

    [TestMethod]
    public void Selections_that_cannot_be_are_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => SelectionRegions.Assign([0, 0], [1], [true, true], [true, true]));
        Assert.ThrowsExactly<ArgumentException>(() => SelectionRegions.Assign([2], [1], [true, true], [true, true]));
        Assert.ThrowsExactly<ArgumentException>(() => SelectionRegions.Assign([0], [1], [true, true], [true]));
        Assert.ThrowsExactly<ArgumentException>(() => SelectionRegions.Replace([0], [SelectionRegion.Both], [0f], [SelectionRegion.Both], 1));
        Assert.ThrowsExactly<ArgumentException>(() => SelectionRegions.Replace([0], [SelectionRegion.Both], [float.NaN], [], 1));
    }

    private static void CompareExchange(GoldenCase golden)
    {
        BackboneExchange exchange = BackboneExchange.Compute(
            Matrix(golden, "finetuned_features"), Matrix(golden, "pretrained_features"), golden.Inputs["labels"].Ints, Matrix(golden, "finetuned_head_W"), golden.Inputs["finetuned_head_b"].Floats);
        foreach (string name in golden.Expected.Names)
        {
            double got = name switch
            {
                "accuracy_finetuned" => exchange.FineTunedAccuracy,
                "accuracy_exchanged" => exchange.ExchangedAccuracy,
                "exchange_backbone_accuracy_loss" => exchange.Loss,
                _ => throw new AssertFailedException($"'{name}' is not compared."),
            };
            golden.Tolerance.AssertEqual([golden.Expected[name].Double], [got], name);
        }
    }

    private static (int[] Selection, float[] Utilities, bool[] IsRight) Choose(GoldenCase golden, string name)
    {
        Assert.AreEqual("margin", golden.Params["strategy"].Text);
        FloatMatrix probabilities = Matrix(golden, name);
        float[] utilities = new float[probabilities.RowCount];
        Margin.Compute(probabilities.Span, probabilities.ColumnCount, utilities);
        int[] labels = golden.Inputs["labels"].Ints;
        bool[] isRight = [.. labels.Select((label, n) => probabilities[n].ToArray().Index().MaxBy(p => p.Item).Index == label)];
        return ([.. utilities.Index().OrderByDescending(u => u.Item).ThenBy(u => u.Index).Take(golden.Budget).Select(u => u.Index)], utilities, isRight);
    }

    private static FloatMatrix Matrix(GoldenCase golden, string name)
    {
        GoldenValue value = golden.Inputs[name];
        return new FloatMatrix(value.Floats, (int)value.Shape[0], (int)value.Shape[1]);
    }

    private static SelectionRegion Find(string letter) => Letters.Single(l => l.Letter == letter).Region;
}
