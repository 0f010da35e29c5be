using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class GlisterGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("glister");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Choices_gains_and_validation_gradients_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("glister", caseName);
        var rows = new GlisterRows(Pool(golden), Known(golden, "labelled"), Known(golden, "validation"));
        GlisterSettings settings = Settings(golden);
        var model = new OneStepModel(rows, settings.LearningRate, default);
        double[] taylorGains = new double[rows.Pool.Count];
        model.Refresh();
        model.ValidationGradient.Multiply(rows.Pool, taylorGains, default);
        double[] uniforms = golden.Inputs.Has("uniforms") ? golden.Inputs["uniforms"].Doubles : [];
        int next = 0;
        Pick[] picks = Glister.Select(rows, golden.Budget, settings, () => uniforms[next++]);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            switch (name)
            {
                case "selected":
                    CollectionAssert.AreEqual(expected.Ints, picks.Select(p => p.Index).ToArray());
                    break;
                case "chosen_gains":
                    golden.Tolerance.AssertEqual(expected.Doubles, [.. picks.Select(p => p.Score)], name);
                    break;
                case "taylor_gains_step_1":
                    golden.Tolerance.AssertEqual(expected.Doubles, taylorGains, name);
                    break;
                case "validation_gradient_step_1":
                    golden.Tolerance.AssertEqual(expected.Doubles, model.ValidationGradient.ToArray(), name);
                    break;
                default:
                    Assert.Fail($"glister.json expects '{name}', which no test compares.");
                    break;
            }
        }
    }

    private static GlisterSettings Settings(GoldenCase golden)
    {
        double? weight = golden.Params["lam"].IsNull ? null : golden.Params["lam"].Double;
        string regularizer = golden.Params["regulariser"].Text;
        return new GlisterSettings
        {
            LearningRate = golden.Params["lr"].Double,
            Regularizer = regularizer switch
            {
                "none" or "Rand" => GlisterRegularizer.None,
                "FacLoc" => GlisterRegularizer.FacilityLocation,
                "Diversity" => GlisterRegularizer.Diversity,
                _ => throw new AssertFailedException($"glister.json has a regulariser '{regularizer}', which no test compares."),
            },
            RegularizerWeight = weight ?? 1,
            RandomFraction = regularizer == "Rand" ? weight!.Value : 0,
        };
    }

    private static GradientEmbeddings Pool(GoldenCase golden) => GradientEmbeddings.AtPredictedClasses(
        LastLayer.Probabilities(golden.Inputs["embeddings"], golden.Inputs["weight"], golden.Inputs["bias"]),
        LastLayer.Inputs(golden.Inputs, "embeddings"),
        GradientKind.BiasLinear);

    // The strategy knows probabilities, not weights: so do we.
    private static GradientEmbeddings? Known(GoldenCase golden, string which)
    {
        if (!LastLayer.HasRows(golden.Inputs, which + "_embeddings"))
        {
            return null;
        }
        GoldenValue embeddings = golden.Inputs[which + "_embeddings"];
        FloatMatrix probabilities = LastLayer.Probabilities(embeddings, golden.Inputs["weight"], golden.Inputs["bias"]);
        return GradientEmbeddings.AtClasses(probabilities, LastLayer.Matrix(embeddings), golden.Inputs[which + "_labels"].Ints, GradientKind.BiasLinear);
    }
}
