using MLNet.ActiveLearning.Golden;
using MLNet.ActiveLearning.Numerics;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>DeepFool and BIM against numbers from running distil, on networks that the cases give with their weights.</summary>
[TestClass]
public sealed class AdversarialGoldenTests
{
    public static IEnumerable<object[]> DeepFoolNames => GoldenFile.CaseNames("deepfool");

    public static IEnumerable<object[]> BimNames => GoldenFile.CaseNames("bim");

    [TestMethod]
    [DynamicData(nameof(DeepFoolNames))]
    public void DeepFool_gives_the_recorded_distances(string name)
    {
        GoldenCase golden = GoldenFile.Case("deepfool", name);
        GoldenValue given = golden.Params;
        var options = new DeepFoolOptions();
        Assert.IsTrue(given.Names.All(n => n is "budget" or "max_iter" or "overshoot" or "stabiliser"), "an unknown parameter");
        options = options with
        {
            MaximumIterations = given.Has("max_iter") ? given["max_iter"].Int : options.MaximumIterations,
            Overshoot = given.Has("overshoot") ? given["overshoot"].Double : options.Overshoot,
            Stabilizer = given.Has("stabiliser") ? given["stabiliser"].Double : options.Stabilizer,
        };
        Check(golden, (network, points, batchSize) => DeepFool.ComputeDistances(network, points, options with { BatchSize = batchSize }));
    }

    [TestMethod]
    [DynamicData(nameof(BimNames))]
    public void Bim_gives_the_recorded_distances(string name)
    {
        GoldenCase golden = GoldenFile.Case("bim", name);
        GoldenValue given = golden.Params;
        var options = new BimOptions();
        Assert.IsTrue(given.Names.All(n => n is "budget" or "max_iter" or "eps"), "an unknown parameter");
        options = options with
        {
            MaximumIterations = given.Has("max_iter") ? given["max_iter"].Int : options.MaximumIterations,
            StepSize = given.Has("eps") ? given["eps"].Double : options.StepSize,
        };
        Check(golden, (network, points, batchSize) => Bim.ComputeDistances(network, points, options with { BatchSize = batchSize }));
    }

    private static void Check(GoldenCase golden, Func<Func<Tensor, Tensor>, Tensor, int, AdversarialDistance[]> compute)
    {
        using var scope = NewDisposeScope();
        foreach (int batchSize in new[] { 64, 3 })
        {
            AdversarialDistance[] exact = compute(CreateNetwork(golden.Inputs, ScalarType.Float64), Read(golden.Inputs["points"], ScalarType.Float64), batchSize);
            CheckExpected(golden, exact, golden.Tolerance, comparesIterations: true);
            AdversarialDistance[] single = compute(CreateNetwork(golden.Inputs, ScalarType.Float32), Read(golden.Inputs["points"], ScalarType.Float32), batchSize);
            // A step more or less: whether a point has crossed the boundary may hang on the rounding.
            CheckExpected(golden, single, new GoldenTolerance(1e-4, 1e-6), comparesIterations: false);
        }
    }

    private static void CheckExpected(GoldenCase golden, AdversarialDistance[] got, GoldenTolerance tolerance, bool comparesIterations)
    {
        foreach (string name in golden.Expected.Names)
        {
            switch (name)
            {
                case "distance_squared":
                    tolerance.AssertEqual(golden.Expected[name].Doubles, got.Select(d => d.Squared).ToArray(), name);
                    break;
                case "iterations":
                    if (comparesIterations)
                    {
                        CollectionAssert.AreEqual(golden.Expected[name].Ints, got.Select(d => d.Iterations).ToArray(), name);
                    }

                    break;
                case "selected":
                    var best = new TopK<int>(golden.Budget);
                    for (int i = 0; i < got.Length; i++)
                    {
                        best.Add(-(float)Math.Min(got[i].Squared, float.MaxValue), i, i);
                    }

                    CollectionAssert.AreEqual(golden.Expected[name].Ints, best.ToRankedArray().Select(r => r.Item).ToArray(), name);
                    break;
                default:
                    Assert.Fail($"'{name}' is not compared.");
                    break;
            }
        }
    }

    /// <summary><c>W2 tanh(W1 x + b1) + b2</c>, or <c>W x + b</c>.</summary>
    private static Func<Tensor, Tensor> CreateNetwork(GoldenValue inputs, ScalarType type)
    {
        Tensor Weights(string name) => Read(inputs[name], type).requires_grad_();
        if (inputs.Has("W1"))
        {
            (Tensor w1, Tensor b1, Tensor w2, Tensor b2) = (Weights("W1"), Weights("b1"), Weights("W2"), Weights("b2"));
            return x => nn.functional.linear(nn.functional.linear(x, w1, b1).tanh(), w2, b2);
        }

        (Tensor w, Tensor b) = (Weights("W"), Weights("b"));
        return x => nn.functional.linear(x, w, b);
    }

    private static Tensor Read(GoldenValue value, ScalarType type) => tensor(value.Doubles, value.Shape, type);
}
