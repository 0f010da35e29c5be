using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A linear layer on (B, ..., I): with gradient g and input x of L places a sample, dW = sum_l g_l x_l^T and db = sum_l g_l.</summary>
internal sealed class SampledLinear(Linear module) : SampledLayer(module, module.weight, module.bias)
{
    protected override bool CanSplit(Tensor input) => input.Dimensions > 1;

    protected override IEnumerable<Tensor> ComputeSquares(IReadOnlyList<(Tensor Input, Tensor Gradient)> calls)
    {
        Tensor gradient = cat([.. calls.Select(c => Places(c.Gradient))], 3); // (B, 1, O, L)
        if (Weight is not null)
        {
            yield return SquareProducts(gradient, cat([.. calls.Select(c => Places(c.Input))], 3));
        }

        if (Bias is not null)
        {
            yield return gradient.sum(3).square().sum([1, 2]);
        }
    }

    private static Tensor Places(Tensor values) => values.reshape(values.shape[0], 1, -1, values.shape[^1]).transpose(2, 3);
}
