using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A convolution: a linear layer on the pixels that each output looks at, one for each group of channels.</summary>
internal sealed class SampledConvolution : SampledLayer
{
    private readonly Conv2d module;

    public SampledConvolution(Conv2d module)
        : base(module, module.weight, module.bias) => this.module = module;

    protected override bool CanSplit(Tensor input) =>
        input.Dimensions == 4 && (Weight is null || ConvolutionGeometry.Of(module, input.shape[1]) is not null);

    protected override IEnumerable<Tensor> ComputeSquares(IReadOnlyList<(Tensor Input, Tensor Gradient)> calls)
    {
        if (Weight is not null)
        {
            long groups = calls[0].Input.shape[1] / Weight.shape[1];
            ConvolutionGeometry geometry = ConvolutionGeometry.Of(module, calls[0].Input.shape[1])!;
            yield return SquareProducts(
                cat([.. calls.Select(c => c.Gradient.reshape(c.Gradient.shape[0], groups, c.Gradient.shape[1] / groups, -1))], 3),
                cat([.. calls.Select(c => geometry.Unfold(
                    c.Input, groups, (Weight.shape[2], Weight.shape[3]), (c.Gradient.shape[2], c.Gradient.shape[3])))], 3));
        }

        if (Bias is not null)
        {
            yield return calls.Select(c => c.Gradient.sum([2, 3])).Aggregate((a, b) => a + b).square().sum(1);
        }
    }
}
