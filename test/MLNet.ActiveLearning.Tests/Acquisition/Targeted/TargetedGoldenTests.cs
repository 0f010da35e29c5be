using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

[TestClass]
public sealed class TargetedGoldenTests
{
    private static readonly string[] Methods =
        ["flqmi", "flvmi", "gcmi", "com", "logdetmi", "flcg", "gccg", "logdetcg", "flcmi", "logdetcmi", "smi_targeted"];

    public static IEnumerable<object[]> Cases => Methods.SelectMany(m => GoldenFile.CaseNames(m).Select(c => (object[])[m, c[0]]));

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Rows_gains_and_values_equal_the_recorded_ones(string method, string caseName)
    {
        GoldenCase golden = GoldenFile.Case(method, caseName);
        TargetedMeasure measure = MeasureOf(golden.Params.Has("smi_function") ? golden.Params["smi_function"].Text : method);
        // Similarities held in memory and computed on request must give the same.
        foreach (long memoryLimit in new[] { SimilarityKernel.DefaultMemoryLimit, 0 })
        {
            SetFunction Create() => TargetedFunction.Create(measure, Kernels(golden, memoryLimit), Weights(golden));
            Pick[] picks = GreedyMaximizer.Maximize(Create(), golden.Budget);
            CollectionAssert.AreEqual(picks, GreedyMaximizer.Maximize(Create(), golden.Budget, new GreedyOptions { Optimizer = GreedyOptimizer.Naive }), "lazy and naive");
            foreach (string expected in golden.Expected.Names)
            {
                GoldenValue value = golden.Expected[expected];
                switch (expected)
                {
                    case "selected":
                        CollectionAssert.AreEqual(value.Ints, picks.Select(p => p.Index).ToArray());
                        break;
                    case "gains":
                        golden.Tolerance.AssertEqual(value.Doubles, [.. picks.Select(p => p.Score)], expected);
                        break;
                    case "objective_after":
                        SetFunction function = Create();
                        golden.Tolerance.AssertEqual(value.Doubles, [.. picks.Select(p => function.Add([p.Index]))], expected);
                        break;
                    case "evaluate_subsets":
                        break;
                    case "evaluate_values":
                        golden.Tolerance.AssertEqual(value.Doubles, [.. golden.Expected["evaluate_subsets"].Items.Select(s => Create().Add(s.Ints))], expected);
                        break;
                    default:
                        Assert.Fail($"{method}.json expects '{expected}', which no test compares.");
                        break;
                }
            }
        }
    }

    private static TargetedMeasure MeasureOf(string name) => name switch
    {
        "fl1mi" => TargetedMeasure.Flvmi,
        "fl2mi" => TargetedMeasure.Flqmi,
        _ => Enum.Parse<TargetedMeasure>(name, ignoreCase: true),
    };

    private static TargetedWeights Weights(GoldenCase golden)
    {
        double Or1(string name) => golden.Params.Has(name) ? golden.Params[name].Double : 1;
        string concave = golden.Params.Has("concave") ? golden.Params["concave"].Text : "squareRoot";
        return new TargetedWeights
        {
            Eta = Or1("eta"),
            Nu = Or1("nu"),
            Lambda = Or1("lambda"),
            Concave = concave switch
            {
                "squareRoot" or "sqrt" => ConcaveFunction.SquareRoot,
                "logarithmic" or "log" => ConcaveFunction.Logarithm,
                "inverse" => ConcaveFunction.Inverse,
                _ => throw new AssertFailedException($"concave '{concave}' is not known to the test."),
            },
        };
    }

    private static TargetedKernels Kernels(GoldenCase golden, long memoryLimit)
    {
        if (golden.Inputs.Has("embeddings"))
        {
            // End to end: gradients of the given last layer, the pool's at the predicted classes.
            FloatMatrix pool = Matrix(golden, "embeddings");
            return TargetedKernels.FromGradients(
                GradientEmbeddings.AtPredictedClasses(LastLayer.Probabilities(golden.Inputs["embeddings"], golden.Inputs["weight"], golden.Inputs["bias"]), pool, GradientKind.BiasLinear), Labelled("query"), Labelled("private"), memoryLimit);
        }
        Assert.AreEqual("cosine01", golden.Params["kernel"].Text);
        return TargetedKernels.FromEmbeddings(Matrix(golden, "features"), Matrix(golden, "query_features"), Matrix(golden, "private_features"), memoryLimit);

        GradientEmbeddings? Labelled(string set)
        {
            FloatMatrix rows = Matrix(golden, $"{set}_embeddings");
            return rows.RowCount == 0
                ? null
                : GradientEmbeddings.AtClasses(
                    LastLayer.Probabilities(golden.Inputs[$"{set}_embeddings"], golden.Inputs["weight"], golden.Inputs["bias"]),
                    rows,
                    golden.Inputs[$"{set}_labels"].Ints,
                    GradientKind.BiasLinear);
        }
    }

    private static FloatMatrix Matrix(GoldenCase golden, string name)
    {
        if (!golden.Inputs.Has(name) || golden.Inputs[name].Shape is not [> 0, var width])
        {
            return default;
        }
        return new FloatMatrix(golden.Inputs[name].Floats, (int)golden.Inputs[name].Shape[0], (int)width);
    }
}
