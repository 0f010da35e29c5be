using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

[TestClass]
public sealed class FassAndSeedSetGoldenTests
{
    public static IEnumerable<object[]> FassCases => GoldenFile.CaseNames("fass");

    public static IEnumerable<object[]> SeedSetCases => GoldenFile.CaseNames("seed_sets");

    [TestMethod]
    [DynamicData(nameof(FassCases))]
    public void Fass_filters_and_picks_the_recorded_rows(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("fass", caseName);
        FloatMatrix probabilities = RecordedFunction.Matrix(golden.Inputs["probabilities"]), embeddings = RecordedFunction.Matrix(golden.Inputs["embeddings"]);
        UncertaintyMeasure uncertainty = golden.Params["uncertainty"].Text switch
        {
            "entropy" => UncertaintyMeasure.Entropy,
            "margin" => UncertaintyMeasure.Margin,
            "least_confidence" => UncertaintyMeasure.LeastConfidence,
            var other => throw new AssertFailedException($"No test knows the uncertainty '{other}'."),
        };
        var function = new SetFunctionOptions
        {
            Function = Enum.Parse<SetFunctionKind>(golden.Params["function"].Text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            Metric = RecordedFunction.Metric(golden.Params["kernel"].Text),
            Lambda = golden.Params.Has("lambda") ? golden.Params["lambda"].Double : null,
        };
        int kept = golden.Params["top_n"].Int;
        Pick[] picks = Fass.Select(probabilities, embeddings, golden.Budget, kept, uncertainty, function);
        foreach (string expected in golden.Expected.Names)
        {
            GoldenValue value = golden.Expected[expected];
            switch (expected)
            {
                case "filtered":
                    CollectionAssert.AreEqual(value.Ints, Fass.Filter(probabilities, kept * golden.Budget, uncertainty));
                    break;
                case "selected":
                    CollectionAssert.AreEqual(value.Ints, picks.Select(p => p.Index).ToArray());
                    break;
                case "gains":
                    RecordedFunction.Tolerance(golden).AssertEqual(value.Doubles, [.. picks.Select(p => p.Score)], "gains");
                    break;
                default:
                    Assert.Fail($"fass.json expects '{expected}', which no test compares.");
                    break;
            }
        }
    }

    [TestMethod]
    [DynamicData(nameof(SeedSetCases))]
    public void Seed_sets_hold_the_recorded_rows(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("seed_sets", caseName);
        Assert.AreEqual("cosine", golden.Params["kernel"].Text, "the similarity of seed sets");
        FloatMatrix features = RecordedFunction.Matrix(golden.Inputs["features"]);
        int size = golden.Params["seed_size"].Int;
        Pick[] picks = golden.Inputs.Has("labels")
            ? SeedSets.FacilityLocationPerClass(features, golden.Inputs["labels"].Ints, golden.Params["classes"].Int, size)
            : golden.Params.Has("start") ? SeedSets.DispersionMin(features, size, golden.Params["start"].Int) : SeedSets.FacilityLocation(features, size);
        foreach (string expected in golden.Expected.Names)
        {
            GoldenValue value = golden.Expected[expected];
            switch (expected)
            {
                case "selected":
                    CollectionAssert.AreEqual(value.Ints, picks.Select(p => p.Index).ToArray());
                    break;
                case "gains":
                    RecordedFunction.Tolerance(golden).AssertEqual(value.Doubles, [.. picks.Select(p => p.Score)], "gains");
                    break;
                default:
                    Assert.Fail($"seed_sets.json expects '{expected}', which no test compares.");
                    break;
            }
        }
    }
}
