using MLNet.ActiveLearning.Golden;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Norms over the whole network against numbers from running the authors' code.</summary>
[TestClass]
public sealed class NetworkGradientNormGoldenTests
{
    // Compared by the tests of the closed form, which belongs to the core.
    private static readonly string[] LastLayer = ["last_layer_sum_of_norms", "last_layer_global_norm", "features", "probs"];

    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("gradnorm");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Norms_of_the_whole_network_equal_the_recorded_ones(string name)
    {
        using var scope = NewDisposeScope();
        GoldenCase golden = GoldenFile.Case("gradnorm", name);
        Assert.AreEqual("z = W2 relu(W1 x + b1) + b2", golden.Params["network"].Text);
        Check(golden, ScalarType.Float64, golden.Tolerance);
        Check(golden, ScalarType.Float32, GoldenTolerance.Single);
    }

    private static void Check(GoldenCase golden, ScalarType type, GoldenTolerance tolerance)
    {
        Sequential network = CreateNetwork(golden, type);
        Tensor x = Read(golden.Inputs["x"], type);
        foreach (string key in golden.Expected.Names.Except(LastLayer))
        {
            double[] expected = golden.Expected[key].Doubles;
            switch (key)
            {
                // The released code differentiates the probabilities that weigh the expected loss, which then is the entropy.
                case "scheme0_expected":
                    tolerance.AssertEqual(expected, Compute(network, x, ReleasedExpectation), key);
                    tolerance.AssertEqual(expected, Compute(network, x, new NetworkGradientNormOptions()), key);
                    break;
                case "scheme1_entropy":
                    tolerance.AssertEqual(expected, Compute(network, x, new NetworkGradientNormOptions { BatchSize = 4 }), key);
                    break;
                case "global_l2_norm":
                    tolerance.AssertEqual(expected, Compute(network, x, new NetworkGradientNormOptions { Norm = ParameterNorm.Global }), key);
                    break;
                case "expected_norm_over_labels":
                    tolerance.AssertEqual(expected, Compute(network, x, new NetworkGradientNormOptions { Surrogate = GradientNormSurrogate.ExpectedOverLabels }), key);
                    break;
                case "pseudo_label_norm":
                    tolerance.AssertEqual(expected, Compute(network, x, new NetworkGradientNormOptions { Surrogate = GradientNormSurrogate.PseudoLabel }), key);
                    break;
                case "expected_loss_detached_posterior":
                    // Zero but for rounding: that of the recorded numbers is another one.
                    Assert.IsTrue(Compute(network, x, DetachedExpectation).All(n => n < (type == ScalarType.Float64 ? 1e-13 : 1e-4)), key);
                    break;
                case "logits":
                    tolerance.AssertEqual(expected, AdversarialSearch.ToDoubles(network.call(x)), key);
                    break;
                case "ranking_descending":
                    double[] norms = Compute(network, x, new NetworkGradientNormOptions());
                    CollectionAssert.AreEqual(golden.Expected[key].Ints, Enumerable.Range(0, norms.Length).OrderByDescending(i => norms[i]).ToArray());
                    break;
                default:
                    Assert.Fail($"gradnorm.json expects '{key}', which no test compares.");
                    break;
            }
        }
    }

    private static double[] Compute(Sequential network, Tensor x, NetworkGradientNormOptions options)
    {
        double[] norms = NetworkGradientNorm.Compute(network, network.call, x, options);
        double[] oneByOne = NetworkGradientNorm.ComputeOneByOne(network, network.call, x, NetworkGradientNorm.GetLosses(options.Surrogate), options.Norm);
        new GoldenTolerance(x.dtype == ScalarType.Float64 ? 1e-10 : 1e-4, 1e-7).AssertEqual(oneByOne, norms, "one by one");
        return norms;
    }

    private static double[] Compute(Sequential network, Tensor x, Func<Tensor, Tensor, Tensor> loss) => NetworkGradientNorm.ComputeBatch(
        network, network.call, x, z => [(loss(z.softmax(1), z.log_softmax(1)), ones(z.shape[0]))], ParameterNorm.SumOverTensors)!;

    private static Tensor ReleasedExpectation(Tensor p, Tensor logP) => -(p * logP).sum(1);

    private static Tensor DetachedExpectation(Tensor p, Tensor logP) => -(p.detach() * logP).sum(1);

    private static Sequential CreateNetwork(GoldenCase golden, ScalarType type)
    {
        Linear first = CreateLayer(golden, "1", type);
        Linear second = CreateLayer(golden, "2", type);
        return nn.Sequential(first, nn.ReLU(), second);
    }

    private static Linear CreateLayer(GoldenCase golden, string number, ScalarType type)
    {
        GoldenValue weight = golden.Inputs["W" + number];
        Linear layer = nn.Linear(weight.Shape[1], weight.Shape[0], dtype: type);
        using var noGradients = no_grad();
        layer.weight!.copy_(Read(weight, type));
        layer.bias!.copy_(Read(golden.Inputs["b" + number], type));
        return layer;
    }

    private static Tensor Read(GoldenValue value, ScalarType type) => tensor(value.Doubles, value.Shape, type);
}
