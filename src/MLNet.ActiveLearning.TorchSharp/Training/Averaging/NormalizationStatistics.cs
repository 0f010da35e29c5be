using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>Computes the running statistics of batch normalisations anew, from the batches that pass through a module while this object lives.</summary>
/// <remarks>
/// For each channel the mean and the unbiased variance of the layer's input, averaged over the batches with equal weights. The module
/// must be in train mode, so that each layer sees what the layers before it make of the same batch.
/// </remarks>
internal sealed class NormalizationStatistics : IDisposable
{
    private readonly List<Layer> layers = [];

    public NormalizationStatistics(nn.Module module)
    {
        foreach (nn.Module child in module.modules())
        {
            Layer? layer = child switch
            {
                BatchNorm1d { running_mean: { } mean, running_var: { } variance } norm => new Layer(norm, mean, variance),
                BatchNorm2d { running_mean: { } mean, running_var: { } variance } norm => new Layer(norm, mean, variance),
                _ => null,
            };
            if (layer is not null)
            {
                layers.Add(layer);
            }
        }
    }

    /// <summary>Whether there is nothing to compute.</summary>
    public bool IsEmpty => layers.Count == 0;

    /// <summary>Writes the statistics into the layers; those that no batch came through keep theirs.</summary>
    public void Apply()
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (Layer layer in layers)
        {
            layer.Apply();
        }
    }

    public void Dispose()
    {
        foreach (Layer layer in layers)
        {
            layer.Dispose();
        }
    }

    private sealed class Layer : IDisposable
    {
        private readonly Action removeHook;
        private readonly Tensor runningMean;
        private readonly Tensor runningVariance;
        private readonly Tensor means;     // (C): sums over the batches
        private readonly Tensor variances; // (C)
        private int batchCount;

        public Layer(nn.Module<Tensor, Tensor> module, Tensor runningMean, Tensor runningVariance)
        {
            (this.runningMean, this.runningVariance) = (runningMean, runningVariance);
            means = zeros_like(runningMean, ScalarType.Float64).DetachFromDisposeScope();
            variances = zeros_like(runningVariance, ScalarType.Float64).DetachFromDisposeScope();
            removeHook = module.register_forward_hook((_, input, output) =>
            {
                Add(input);
                return output;
            }).remove;
        }

        public void Apply()
        {
            if (batchCount > 0)
            {
                runningMean.copy_(means / batchCount);
                runningVariance.copy_(variances / batchCount);
            }
        }

        public void Dispose()
        {
            removeHook();
            means.Dispose();
            variances.Dispose();
        }

        private void Add(Tensor input)
        {
            using var noGradients = no_grad();
            using var scope = NewDisposeScope();
            long[] others = [.. Enumerable.Range(0, (int)input.dim()).Where(dimension => dimension != 1).Select(dimension => (long)dimension)];
            long count = input.numel() / input.shape[1];
            Tensor mean = input.mean(others, keepdim: true);
            means.add_(mean.flatten());
            variances.add_((input - mean).square().sum(others).div_(count - 1));
            batchCount++;
        }
    }
}
