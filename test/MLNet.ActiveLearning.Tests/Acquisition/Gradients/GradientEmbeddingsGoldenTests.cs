using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class GradientEmbeddingsGoldenTests
{
    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("gradient_embeddings");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Gradients_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("gradient_embeddings", caseName);
        foreach (string name in golden.Expected.Names)
        {
            GoldenValue expected = golden.Expected[name];
            double[] got = Compute(golden, name, expected);
            golden.Tolerance.AssertEqual(expected.Doubles, got, name);
        }
    }

    private static double[] Compute(GoldenCase golden, string name, GoldenValue expected)
    {
        // Cases of edges hold several small problems, each named by the beginning of what is expected of it.
        string problem = golden.Inputs.Names.FirstOrDefault(n => golden.Inputs[n].Has("embeddings") && name.StartsWith(n + "_", StringComparison.Ordinal)) ?? "";
        GoldenValue inputs = problem.Length == 0 ? golden.Inputs : golden.Inputs[problem];
        string what = problem.Length == 0 ? name : name[(problem.Length + 1)..];
        bool labeled = what.StartsWith("labelled_", StringComparison.Ordinal);
        what = labeled ? what["labelled_".Length..] : what;
        FloatMatrix embeddings = LastLayer.Matrix(inputs["embeddings"]);
        FloatMatrix probabilities = LastLayer.Probabilities(inputs["embeddings"], inputs["weight"], inputs["bias"]);
        GradientEmbeddings Take(GradientKind kind) => labeled
            ? GradientEmbeddings.AtClasses(probabilities, embeddings, inputs["labels"].Ints, kind)
            : GradientEmbeddings.AtPredictedClasses(probabilities, embeddings, kind);
        int rows = expected.Shape is [var first, _] ? (int)first : embeddings.RowCount;

        return what switch
        {
            "pseudo_labels" or "pseudo_label" => [.. Take(GradientKind.Bias).Classes.ToArray().Select(c => (double)c)],
            "probabilities" => LastLayer.ToDoubles(probabilities.Span),
            "bias" or "linear" or "bias_linear" => Rows(Take(KindOf(what)), rows),
            "bias_first_rows" or "linear_first_rows" or "bias_linear_first_rows" => Rows(Take(KindOf(what[..^"_first_rows".Length])), rows),
            "bias_norms" or "linear_norms" or "bias_linear_norms" => Norms(Take(KindOf(what[..^"_norms".Length]))),
            "bias_sum" or "linear_sum" or "bias_linear_sum" => Take(KindOf(what[..^"_sum".Length])).ComputeSum(),
            "squared_distance_bias" or "squared_distance_linear" or "squared_distance_bias_linear" =>
                Pairs(Take(KindOf(what["squared_distance_".Length..])), rows, (g, i, j) => g.SquaredDistance(i, g, j)),
            _ => throw new AssertFailedException($"gradient_embeddings.json expects '{name}', which no test compares."),
        };
    }

    private static GradientKind KindOf(string name) => name switch
    {
        "bias" => GradientKind.Bias,
        "linear" => GradientKind.Linear,
        _ => GradientKind.BiasLinear,
    };

    private static double[] Norms(GradientEmbeddings gradients) => [.. Enumerable.Range(0, gradients.Count).Select(i => Math.Sqrt(gradients.SquaredNorm(i)))];

    private static double[] Pairs(GradientEmbeddings gradients, int count, Func<GradientEmbeddings, int, int, double> value) =>
        [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, count).Select(j => value(gradients, i, j)))];

    private static double[] Rows(GradientEmbeddings gradients, int count)
    {
        var values = new List<double>();
        float[] row = new float[gradients.Width];
        for (int i = 0; i < count; i++)
        {
            gradients.CopyTo(i, row);
            values.AddRange(LastLayer.ToDoubles(row));
        }
        return [.. values];
    }
}
