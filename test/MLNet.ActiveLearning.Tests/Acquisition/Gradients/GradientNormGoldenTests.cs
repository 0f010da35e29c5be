using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

[TestClass]
public sealed class GradientNormGoldenTests
{
    // Rounding of probabilities and embeddings to Single; the recorded numbers are in double precision.
    private static readonly GoldenTolerance Rounding = new(1e-5, 1e-7);

    // These need back-propagation through the whole network: the tests of MLNet.ActiveLearning.TorchSharp compare them.
    private static readonly string[] WholeNetwork =
    [
        "scheme0_expected", "scheme1_entropy", "global_l2_norm", "expected_loss_detached_posterior", "expected_norm_over_labels", "pseudo_label_norm", "ranking_descending",
    ];

    public static IEnumerable<object[]> Cases => GoldenFile.CaseNames("gradnorm");

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Norms_of_the_last_layer_equal_the_recorded_ones(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("gradnorm", caseName);
        FloatMatrix probabilities = LastLayer.Matrix(golden.Expected["probs"]);
        FloatMatrix features = LastLayer.Matrix(golden.Expected["features"]);
        foreach (string name in golden.Expected.Names.Except(WholeNetwork))
        {
            double[] expected = golden.Expected[name].Doubles;
            switch (name)
            {
                case "last_layer_sum_of_norms":
                    Rounding.AssertEqual(expected, Compute(probabilities, features, ParameterNorm.SumOverTensors), name);
                    break;
                case "last_layer_global_norm":
                    Rounding.AssertEqual(expected, Compute(probabilities, features, ParameterNorm.Global), name);
                    break;
                case "features" or "logits":
                    // What the probabilities were made of; read, not computed here.
                    break;
                case "probs":
                    FloatMatrix computed = LastLayer.Probabilities(golden.Expected["features"], golden.Inputs["W2"], golden.Inputs["b2"]);
                    Rounding.AssertEqual(expected, LastLayer.ToDoubles(computed.Span), name);
                    break;
                default:
                    Assert.Fail($"gradnorm.json expects '{name}', which no test compares.");
                    break;
            }
        }
    }

    private static float[] Compute(FloatMatrix probabilities, FloatMatrix features, ParameterNorm norm)
    {
        float[] utilities = new float[probabilities.RowCount];
        GradientNorm.Compute(probabilities, features, utilities, GradientNormSurrogate.Entropy, norm);
        return utilities;
    }
}
