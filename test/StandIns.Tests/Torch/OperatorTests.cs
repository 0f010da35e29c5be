using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.Torch;

/// <summary>Operators and their gradients against PyTorch's numbers.</summary>
[TestClass]
public class OperatorTests
{
    private static readonly Dictionary<string, Func<Dictionary<string, Tensor>, Tensor>> s_operators = new()
    {
        ["relu"] = t => F.relu(t["x"]),
        ["sigmoid"] = t => t["x"].sigmoid(),
        ["tanh"] = t => t["x"].tanh(),
        ["exp"] = t => t["x"].exp(),
        ["abs"] = t => t["x"].abs(),
        ["neg"] = t => -t["x"],
        ["log"] = t => t["x"].log(),
        ["sqrt"] = t => t["x"].sqrt(),
        ["rsqrt"] = t => t["x"].rsqrt(),
        ["pow"] = t => t["x"].pow(3),
        ["clamp"] = t => t["x"].clamp((Scalar)(-0.5), (Scalar)0.5),
        ["softplus"] = t => F.softplus(t["x"]),
        ["leaky_relu"] = t => F.leaky_relu(t["x"], 0.2),
        ["add"] = t => t["x"] + t["y"],
        ["sub"] = t => t["x"] - t["y"],
        ["mul"] = t => t["x"] * t["y"],
        ["div"] = t => t["x"] / t["y"],
        ["maximum"] = t => t["x"].maximum(t["y"]),
        ["where"] = t => where(t["x"].gt(0), t["x"], t["y"]),
        ["sum"] = t => t["x"].sum(),
        ["sum_dim"] = t => t["x"].sum(1),
        ["mean"] = t => t["x"].mean(),
        ["mean_dim_keep"] = t => t["x"].mean([0], true),
        ["max_dim"] = t => t["x"].max(1).values,
        ["std"] = t => t["x"].std(),
        ["norm"] = t => t["x"].norm(),
        ["argmax"] = t => t["x"].argmax(1),
        ["cumsum"] = t => t["x"].cumsum(1),
        ["logsumexp"] = t => t["x"].logsumexp(1),
        ["topk_values"] = t => t["x"].topk(2, 1).values,
        ["topk_indices"] = t => t["x"].topk(2, 1).indexes,
        ["sort_values"] = t => t["x"].sort(1, true).Values,
        ["permute"] = t => t["x"].permute(2, 0, 1),
        ["transpose"] = t => t["x"].transpose(0, 2),
        ["view"] = t => t["x"].view(6, 4),
        ["flatten"] = t => t["x"].flatten(1),
        ["slice"] = t => t["x"][TensorIndex.Colon, TensorIndex.Slice(1, 3)],
        ["cat"] = t => cat([t["x"], t["y"]], 1),
        ["stack"] = t => stack([t["x"], t["y"]], 0),
        ["index_select"] = t => t["x"].index_select(1, t["i"]),
        ["gather"] = t => t["x"].gather(1, t["i"]),
        ["flip"] = t => t["x"].flip(2),
        ["pad"] = t => F.pad(t["x"], (1, 2)),
        ["one_hot"] = t => F.one_hot(t["x"], 4),
        ["matmul"] = t => t["x"].matmul(t["y"]),
        ["mm"] = t => t["x"].mm(t["y"]),
        ["bmm"] = t => t["x"].bmm(t["y"]),
        ["linear"] = t => F.linear(t["x"], t["w"], t["b"]),
        ["cdist"] = t => cdist(t["x"], t["y"]),
        ["conv2d"] = t => F.conv2d(t["x"], t["w"], t["b"], [2, 2], [1, 1]),
        ["max_pool2d"] = t => F.max_pool2d(t["x"], 2, 2),
        ["avg_pool2d"] = t => F.avg_pool2d(t["x"], 2, 2),
        ["adaptive_avg_pool2d"] = t => F.adaptive_avg_pool2d(t["x"], (2, 3)),
        ["interpolate"] = t => F.interpolate(t["x"], null, [2, 2], InterpolationMode.Nearest),
        ["batch_norm"] = t => F.batch_norm(t["x"], zeros(3), ones(3), t["w"], t["b"], true),
        ["layer_norm"] = t => F.layer_norm(t["x"], [4], t["w"], t["b"]),
        ["softmax"] = t => t["x"].softmax(1),
        ["log_softmax"] = t => F.log_softmax(t["x"], 1),
        ["cross_entropy"] = t => F.cross_entropy(t["x"], t["y"]),
        ["cross_entropy_none"] = t => F.cross_entropy(t["x"], t["y"], reduction: nn.Reduction.None),
        ["nll_loss"] = t => F.nll_loss(t["x"], t["y"]),
        ["mse_loss"] = t => F.mse_loss(t["x"], t["y"]),
        ["bce_with_logits"] = t => F.binary_cross_entropy_with_logits(t["x"], t["y"]),
        ["kl_div_log_target"] = t => F.kl_div(t["x"], t["y"], reduction: nn.Reduction.Sum),
        ["kl_div"] = t => F.kl_div(t["x"], t["y"], false, nn.Reduction.Sum),
    };

    public static IEnumerable<object[]> Names => s_operators.Keys.Select(n => new object[] { n });

    [TestMethod]
    public void EveryGoldenOperatorCase_IsTested()
        => CollectionAssert.AreEquivalent(GoldenCase.AllNames.Where(n => !n.StartsWith("optimizer_", StringComparison.Ordinal)
            && !n.StartsWith("schedule_", StringComparison.Ordinal) && !n.StartsWith("seeded_", StringComparison.Ordinal)).ToArray(), s_operators.Keys);

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Operator_AndItsGradients_EqualPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Of(name);
        var inputs = golden.Inputs.ToDictionary(i => i.Key, i => i.Value.ToTensor().requires_grad_(golden.Gradients.ContainsKey(i.Key)));

        var output = s_operators[name](inputs);

        golden.Output.AssertEquals(output, name);
        if (golden.Gradients.Count == 0)
            return;
        long count = output.numel();
        var weight = count > 1 ? linspace(-1, 1, count).reshape(output.shape) : ones(output.shape);
        (output * weight).sum().backward();
        foreach (var (input, gradient) in golden.Gradients)
            gradient.AssertEquals(inputs[input].grad!, $"the gradient of {name} for {input}", 1e-4);
    }

    [TestMethod]
    public void Item_OfAnotherType_IsRefused()
    {
        using var value = tensor(1.5f);

        Assert.ThrowsExactly<ArgumentException>(() => value.item<double>());
        Assert.AreEqual(1.5, value.ToDouble());
    }

    [TestMethod]
    public void Operation_OnShapesThatDoNotFit_RaisesTheMessageOfLibtorch()
    {
        using var a = ones(2, 3);
        using var b = ones(4, 5);

        var error = Assert.ThrowsExactly<System.Runtime.InteropServices.ExternalException>(() => a.matmul(b));

        StringAssert.Contains(error.Message, "mat1 and mat2 shapes cannot be multiplied", StringComparison.Ordinal);
    }

    [TestMethod]
    public void NoGrad_RecordsNothing()
    {
        using var scope = NewDisposeScope();
        var x = ones(2, requires_grad: true);
        using (no_grad())
            Assert.IsFalse((x * 2).requires_grad);

        Assert.IsTrue((x * 2).requires_grad);
    }

    [TestMethod]
    public void Seeds_GiveTheNumbersOfPyTorch()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        GoldenCase.Of("seeded_randn").Output.AssertEquals(randn(6), "randn");
        manual_seed(7);
        GoldenCase.Of("seeded_linear").Output.AssertEquals(nn.Linear(4, 3).weight!, "the weight of a linear layer");
        manual_seed(7);
        GoldenCase.Of("seeded_conv").Output.AssertEquals(nn.Conv2d(2, 3, 3).weight!, "the weight of a convolution");
    }
}
