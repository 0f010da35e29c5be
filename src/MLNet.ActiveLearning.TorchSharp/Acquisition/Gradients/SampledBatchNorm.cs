using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A batch normalisation in eval mode, <c>w (x - mean) s + b</c> for each channel: its running statistics are constants.</summary>
internal sealed class SampledBatchNorm : SampledLayer
{
    private readonly nn.Module<Tensor, Tensor> module;
    private readonly Tensor mean; // (C)

    public SampledBatchNorm(nn.Module<Tensor, Tensor> module, Parameter? weight, Parameter? bias, Tensor mean)
        : base(module, weight, bias)
    {
        this.module = module;
        this.mean = mean;
    }

    protected override IEnumerable<Tensor> ComputeSquares(IReadOnlyList<(Tensor Input, Tensor Gradient)> calls)
    {
        if (Weight is not null)
        {
            Tensor scale = MeasureScale(calls[0].Input.Dimensions);
            yield return (Sum(calls, c => (c.Input - Channels(mean, c.Input.Dimensions)) * c.Gradient) * scale).square().sum(1);
        }

        if (Bias is not null)
        {
            yield return Sum(calls, c => c.Gradient).square().sum(1);
        }
    }

    /// <summary>(B, C): sums over the pixels and the calls.</summary>
    private static Tensor Sum(IReadOnlyList<(Tensor Input, Tensor Gradient)> calls, Func<(Tensor Input, Tensor Gradient), Tensor> values) =>
        calls.Select(values).Select(v => v.Dimensions > 2 ? v.flatten(2).sum(2) : v).Aggregate((a, b) => a + b);

    private static Tensor Channels(Tensor values, long dimensions) => values.reshape([1, -1, .. Enumerable.Repeat(1L, (int)dimensions - 2)]);

    /// <summary>(C): s, which the library does not tell because of the epsilon in it: the gradient of the weights where x is the mean plus 1.</summary>
    private Tensor MeasureScale(long dimensions)
    {
        using var gradients = enable_grad();
        Tensor output = module.forward(Channels(mean + 1, dimensions));
        return autograd.grad([output.sum()], [Weight!])[0];
    }
}
