using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Training;

/// <summary>Running statistics that are computed anew from a few batches.</summary>
[TestClass]
public sealed class NormalizationStatisticsTests
{
    [TestMethod]
    public void They_are_the_averages_over_the_batches_of_mean_and_unbiased_variance_of_each_layers_input()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        Conv2d convolution = Conv2d(2, 3, 3L);
        BatchNorm2d norm = BatchNorm2d(3, momentum: 0.37);
        Linear linear = Linear(48, 5);
        BatchNorm1d last = BatchNorm1d(5);
        Sequential module = Sequential(convolution, norm, Flatten(), linear, last);
        Tensor[] batches = [.. new[] { 7, 4 }.Select(size => arange(size * 72, dtype: ScalarType.Float32).mul(0.7f + size).sin().reshape(size, 2, 6, 6))];
        module.call(batches[0] + 5); // what they were before does not matter
        using (var statistics = new NormalizationStatistics(module))
        {
            Assert.IsFalse(statistics.IsEmpty);
            foreach (Tensor batch in batches)
            {
                module.call(batch);
            }

            statistics.Apply();
        }

        Tensor[] maps = [.. batches.Select(batch => convolution.call(batch).permute(1, 0, 2, 3).flatten(1))]; // (3, B 4 4)
        AssertNear(maps.Select(map => map.mean([1])), norm.running_mean!);
        AssertNear(maps.Select(map => map.var(1)), norm.running_var!);
        Tensor[] vectors = [.. batches.Select(batch => linear.call(Normalize(convolution.call(batch)).flatten(1)).t())]; // (5, B)
        AssertNear(vectors.Select(vector => vector.mean([1])), last.running_mean!);
        AssertNear(vectors.Select(vector => vector.var(1)), last.running_var!);

        Tensor kept = norm.running_mean!.clone();
        module.eval();
        module.call(batches[0]);
        Assert.IsTrue(kept.allclose(norm.running_mean!), "The hooks are gone.");
    }

    [TestMethod]
    public void A_module_without_batch_normalisation_has_none()
    {
        using var statistics = new NormalizationStatistics(Sequential(Linear(2, 2), ReLU()));
        Assert.IsTrue(statistics.IsEmpty);
    }

    private static Tensor Normalize(Tensor map)
    {
        Tensor centred = map - map.mean([0, 2, 3], true);
        return centred * (centred.square().mean([0, 2, 3], true) + 1e-5).rsqrt();
    }

    private static void AssertNear(IEnumerable<Tensor> ofBatches, Tensor got)
    {
        Tensor expected = stack(ofBatches).mean([0]);
        Assert.IsTrue(expected.allclose(got, 1e-4, 1e-5), $"expected {string.Join(", ", expected.data<float>())}, got {string.Join(", ", got.data<float>())}");
    }
}
