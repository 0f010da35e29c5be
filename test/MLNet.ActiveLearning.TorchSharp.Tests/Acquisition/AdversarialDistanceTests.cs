using MLNet.ActiveLearning.Numerics;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>What holds for DeepFool and BIM on any network.</summary>
[TestClass]
public sealed class AdversarialDistanceTests
{
    private static readonly float[] Unit = [1, 0, 0, 1];

    private static IEnumerable<(string Name, Func<Func<Tensor, Tensor>, Tensor, int, AdversarialDistance[]> Compute)> Methods =>
    [
        ("DeepFool", (network, points, batch) => DeepFool.ComputeDistances(network, points, new DeepFoolOptions { BatchSize = batch })),
        ("BIM", (network, points, batch) => Bim.ComputeDistances(network, points, new BimOptions { BatchSize = batch, MaximumIterations = 40 })),
    ];

    [TestMethod]
    public void A_batch_gives_what_its_points_give_alone_and_the_parameters_get_no_gradients()
    {
        using var scope = NewDisposeScope();
        (Func<Tensor, Tensor> network, Tensor weight) = CurvedNetwork();
        Tensor points = Random(3, 30, 2, 3);
        foreach ((string name, var compute) in Methods)
        {
            AdversarialDistance[] together = compute(network, points, 64);
            AdversarialDistance[] alone = compute(network, points, 1);
            Assert.AreEqual(30, together.Length);
            for (int i = 0; i < 30; i++)
            {
                Assert.AreEqual(alone[i].Iterations, together[i].Iterations, $"{name}, point {i}");
                Assert.AreEqual(alone[i].Squared, together[i].Squared, 1e-9, $"{name}, point {i}");
            }

            Assert.IsNull(weight.grad, name);
        }
    }

    [TestMethod]
    public void Points_and_the_callers_scope_are_left_as_they_were_with_gradients_on_and_off()
    {
        using var outer = NewDisposeScope();
        (Func<Tensor, Tensor> network, _) = CurvedNetwork();
        Tensor points = Random(3, 5, 2, 3);
        double[] before = AdversarialSearch.ToDoubles(points);
        foreach ((string name, var compute) in Methods)
        {
            AdversarialDistance[] expected = compute(network, points, 64);
            using var noGradients = no_grad();
            using var scope = NewDisposeScope();
            CollectionAssert.AreEqual(expected, compute(network, points, 64), name);
            Assert.AreEqual(0, scope.DisposablesCount, name);
            Assert.IsFalse(is_grad_enabled(), name);
            Assert.IsFalse(points.requires_grad, name);
            CollectionAssert.AreEqual(before, AdversarialSearch.ToDoubles(points), name);
        }
    }

    [TestMethod]
    public void The_moved_point_lies_just_across_the_boundary_of_a_linear_network()
    {
        using var scope = NewDisposeScope();
        Tensor weight = tensor(Unit, [2, 2]);
        Tensor points = tensor(new[] { 3f, 1f, 0.5f, 2.5f }, [2, 2]);
        AdversarialDistance[] got = DeepFool.ComputeDistances(x => nn.functional.linear(x, weight), points);
        for (int i = 0; i < 2; i++)
        {
            double exact = Math.Sqrt(2); // |x - y| / sqrt(2), of both
            double length = Math.Sqrt(got[i].Squared);
            Assert.IsTrue(length > exact && length < (1.02 * exact) + 2e-4, $"{length}");
            Assert.AreEqual(1, got[i].Iterations);
        }
    }

    [TestMethod]
    public void Nothing_moves_a_point_across_the_boundary_of_a_network_that_ignores_it()
    {
        using var scope = NewDisposeScope();
        Tensor weight = zeros(2, 2);
        Tensor bias = tensor(new[] { 0.5f, 0f });
        foreach ((string name, var compute) in Methods)
        {
            AdversarialDistance[] got = compute(x => nn.functional.linear(x, weight, bias), ones(3, 2), 2);
            Assert.IsTrue(got.All(d => double.IsPositiveInfinity(d.Squared)), name);
            AdversarialDistance[] oneClass = compute(x => x.sum(1, true), ones(3, 2), 2);
            Assert.IsTrue(oneClass.All(d => double.IsPositiveInfinity(d.Squared)), name);
            Assert.AreEqual(0, compute(x => nn.functional.linear(x, weight, bias), ones(0, 2), 2).Length, name);
        }
    }

    [TestMethod]
    public void Bim_moves_points_whose_probability_is_one_in_single_precision()
    {
        using var scope = NewDisposeScope();
        Tensor weight = tensor(Unit, [2, 2]) * 100;
        AdversarialDistance got = Bim.ComputeDistances(x => nn.functional.linear(x, weight), tensor(new[] { 3f, 1f }, [1, 2])).Single();
        Assert.IsTrue(got.Iterations is 20 or 21, $"{got.Iterations}"); // the two coordinates meet after 20 steps of 0.05 each
        Assert.AreEqual(2 * 0.05 * 0.05 * got.Iterations * got.Iterations, got.Squared, 1e-9);
    }

    [TestMethod]
    public void Fewer_classes_give_the_same_distances_if_the_nearest_boundary_is_among_them()
    {
        using var scope = NewDisposeScope();
        (Func<Tensor, Tensor> network, _) = CurvedNetwork();
        Tensor points = Random(4, 20, 2, 3);
        AdversarialDistance[] all = DeepFool.ComputeDistances(network, points);
        AdversarialDistance[] some = DeepFool.ComputeDistances(network, points, new DeepFoolOptions { NearestClasses = 3 });
        CollectionAssert.AreEqual(all, DeepFool.ComputeDistances(network, points, new DeepFoolOptions { NearestClasses = 99 }));
        Assert.IsTrue(all.Zip(some).Count(pair => pair.First == pair.Second) >= 10);
    }

    [TestMethod]
    public void Bad_options_points_and_networks_are_refused()
    {
        using var scope = NewDisposeScope();
        Func<Tensor, Tensor> network = x => x;
        string deepFool = Assert.ThrowsException<ArgumentException>(() => DeepFool.ComputeDistances(network, ones(1, 2), new DeepFoolOptions
        {
            MaximumIterations = 0, Overshoot = double.NaN, Stabilizer = -1, NearestClasses = 1, BatchSize = 0,
        })).Message;
        foreach (string part in new[] { "MaximumIterations", "Overshoot", "Stabilizer", "NearestClasses", "BatchSize" })
        {
            StringAssert.Contains(deepFool, part);
        }

        string bim = Assert.ThrowsException<ArgumentException>(
            () => Bim.ComputeDistances(network, ones(1, 2), new BimOptions { MaximumIterations = 0, StepSize = 0, BatchSize = 0 })).Message;
        foreach (string part in new[] { "MaximumIterations", "StepSize", "BatchSize" })
        {
            StringAssert.Contains(bim, part);
        }

        foreach ((string name, var compute) in Methods)
        {
            StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => compute(network, ones(3), 2)).Message, "one point a row", name);
            StringAssert.Contains(Assert.ThrowsException<InvalidOperationException>(() => compute(x => x.sum(1), ones(3, 2), 2)).Message, "(points, classes)", name);
            Tensor bad = tensor(new[] { 1f, 2f, 1f, 3f, 1f, float.NaN }, [3, 2]);
            StringAssert.Contains(Assert.ThrowsException<InvalidOperationException>(() => compute(network, bad, 2)).Message, "point 2", name);
        }
    }

    private static (Func<Tensor, Tensor> Network, Tensor Weight) CurvedNetwork()
    {
        Tensor first = Random(1, 7, 6);
        Tensor second = Random(2, 5, 7).requires_grad_();
        return (x => nn.functional.linear(nn.functional.linear(x.flatten(1), first).tanh(), second), second);
    }

    private static Tensor Random(ulong seed, params long[] shape)
    {
        var random = new SeededRandom(seed);
        double[] values = [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (4 * random.NextDouble()) - 2)];
        return tensor(values, shape, ScalarType.Float64);
    }
}
