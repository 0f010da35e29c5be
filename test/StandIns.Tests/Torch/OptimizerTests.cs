using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace StandIns.Tests.Torch;

/// <summary>Optimisers and schedules against PyTorch's numbers.</summary>
[TestClass]
public class OptimizerTests
{
    private static readonly Dictionary<string, Func<Parameter[], optim.Optimizer>> s_optimizers = new()
    {
        ["optimizer_sgd"] = p => optim.SGD(p, 0.1),
        ["optimizer_sgd_momentum"] = p => optim.SGD(p, 0.1, 0.9, 0, 0.01),
        ["optimizer_sgd_nesterov"] = p => optim.SGD(p, 0.1, 0.9, 0, 0, true),
        ["optimizer_adam"] = p => optim.Adam(p, 0.1, 0.9, 0.999, 1e-8, 0.01),
        ["optimizer_adamw"] = p => optim.AdamW(p, 0.1, 0.9, 0.999, 1e-8, 0.01),
        ["optimizer_rmsprop"] = p => optim.RMSProp(p, 0.1),
    };

    private static readonly Dictionary<string, Func<optim.Optimizer, optim.lr_scheduler.LRScheduler>> s_schedules = new()
    {
        ["schedule_step"] = o => optim.lr_scheduler.StepLR(o, 3, 0.5),
        ["schedule_multi_step"] = o => optim.lr_scheduler.MultiStepLR(o, [2, 5], 0.1),
        ["schedule_exponential"] = o => optim.lr_scheduler.ExponentialLR(o, 0.9),
        ["schedule_cosine"] = o => optim.lr_scheduler.CosineAnnealingLR(o, 8),
    };

    public static IEnumerable<object[]> Optimizers => s_optimizers.Keys.Select(n => new object[] { n });

    public static IEnumerable<object[]> Schedules => s_schedules.Keys.Select(n => new object[] { n });

    [TestMethod]
    [DynamicData(nameof(Optimizers))]
    public void TenSteps_EqualPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        var golden = GoldenCase.Of(name);
        Tensor x = golden.Inputs["x"].ToTensor(), y = golden.Inputs["y"].ToTensor();
        var weight = new Parameter(golden.Inputs["w"].ToTensor());
        using var optimizer = s_optimizers[name]([weight]);
        var steps = new List<Tensor>();

        for (int i = 0; i < 10; i++)
        {
            optimizer.zero_grad();
            F.mse_loss(F.linear(x, weight), y).backward();
            optimizer.step();
            steps.Add(weight.detach().clone());
        }

        golden.Output.AssertEquals(cat(steps), "the weights after each step", 1e-5);
    }

    [TestMethod]
    [DynamicData(nameof(Schedules))]
    public void Schedule_GivesTheRatesOfPyTorch(string name)
    {
        using var scope = NewDisposeScope();
        using var optimizer = optim.SGD([new Parameter(zeros(1))], 1.0);
        var schedule = s_schedules[name](optimizer);
        var rates = new List<float>();

        for (int i = 0; i < 8; i++)
        {
            rates.Add((float)optimizer.ParamGroups.First().LearningRate);
            optimizer.step();
            schedule.step();
        }

        GoldenCase.Of(name).Output.AssertEquals(tensor(rates.ToArray()), "the learning rates", 1e-6);
    }

    [TestMethod]
    public void ZeroGrad_OfAnOptimizer_FillsWithZeros()
    {
        using var scope = NewDisposeScope();
        var weight = new Parameter(ones(2));
        using var optimizer = optim.SGD([weight], 0.1);
        (weight * 3).sum().backward();

        optimizer.zero_grad();

        Assert.AreEqual(0f, weight.grad!.abs().sum().item<float>());
    }
}
