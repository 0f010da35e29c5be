using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A layer under observation: what went in and came out, and from that the squared length of each sample's gradient.</summary>
internal abstract class SampledLayer : IDisposable
{
    private readonly List<Tensor> inputs = [];
    private readonly List<Tensor> outputs = [];
    private readonly Action removeHook;

    protected SampledLayer(nn.Module<Tensor, Tensor> module, Parameter? weight, Parameter? bias)
    {
        Weight = weight is { requires_grad: true } ? weight : null;
        Bias = bias is { requires_grad: true } ? bias : null;
        var hook = module.register_forward_hook((_, input, output) =>
        {
            inputs.Add(input.detach().DetachFromDisposeScope());
            outputs.Add(output.DetachFromDisposeScope());

            // What comes next may work in place, and the gradient with respect to this tensor would be that of its result.
            return output.clone();
        });
        removeHook = hook.remove;
    }

    /// <summary>What the layer gave out, one tensor a call.</summary>
    public IReadOnlyList<Tensor> Outputs => outputs;

    /// <summary>The parameters with gradients.</summary>
    public IEnumerable<Parameter> Parameters => new[] { Weight, Bias }.OfType<Parameter>();

    protected Parameter? Weight { get; }

    protected Parameter? Bias { get; }

    /// <summary>The layer of a module, or null if its gradients cannot be split by sample.</summary>
    public static SampledLayer? Observe(nn.Module module) => module switch
    {
        Linear linear => new SampledLinear(linear),
        Conv2d convolution => new SampledConvolution(convolution),
        BatchNorm1d { running_mean: not null } norm => new SampledBatchNorm(norm, norm.weight, norm.bias, norm.running_mean!),
        BatchNorm2d { running_mean: not null } norm => new SampledBatchNorm(norm, norm.weight, norm.bias, norm.running_mean!),
        _ => null,
    };

    /// <summary>Whether what the layer saw can be split into samples.</summary>
    public bool CanSplit(long sampleCount) =>
        inputs.Concat(outputs).All(t => t.shape[0] == sampleCount) && inputs.All(CanSplit);

    /// <summary>The squared lengths (B) of the gradients of each parameter.</summary>
    /// <param name="gradients">The gradients with respect to <see cref="Outputs"/>; null where a call had no part in the loss.</param>
    public IEnumerable<Tensor> ComputeSquares(IReadOnlyList<Tensor?> gradients)
    {
        (Tensor Input, Tensor Gradient)[] calls =
            [.. gradients.Select((gradient, i) => (inputs[i], gradient!)).Where(call => call.Item2 is not null)];
        return calls.Length == 0 ? [] : ComputeSquares(calls);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        removeHook();
        foreach (Tensor tensor in inputs.Concat(outputs))
        {
            tensor.Dispose();
        }
    }

    protected virtual bool CanSplit(Tensor input) => true;

    /// <summary>The squared lengths (B) of the gradients of weight and bias, as far as they have gradients, summed over the calls first.</summary>
    protected abstract IEnumerable<Tensor> ComputeSquares(IReadOnlyList<(Tensor Input, Tensor Gradient)> calls);

    /// <summary>The squared lengths (B) of <c>sum_l g_l x_l^T</c>.</summary>
    /// <remarks>
    /// Either the products themselves, 2 L O I operations, or without them by <c>sum_lm (g_l . g_m) (x_l . x_m)</c>, 2 L^2 (O + I): the
    /// cheaper way is taken. Few places with many channels, as in late layers, make the second one cheap.
    /// </remarks>
    /// <param name="gradients">(B, G, O, L).</param>
    /// <param name="inputs">(B, G, I, L).</param>
    protected static Tensor SquareProducts(Tensor gradients, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        (long o, long i, long l) = (gradients.shape[2], inputs.shape[2], gradients.shape[3]);
        Tensor squares = l * (o + i) < o * i
            ? (gradients.transpose(2, 3).matmul(gradients) * inputs.transpose(2, 3).matmul(inputs)).sum([1, 2, 3]).clamp_min_(0)
            : gradients.matmul(inputs.transpose(2, 3)).square().sum([1, 2, 3]);
        return squares.MoveToOuterDisposeScope();
    }
}
