using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The weights of a linear layer at one moment. Not a module, so that it is not saved with one.</summary>
internal sealed class LinearSnapshot : IDisposable
{
    private readonly Tensor weight; // (C, D)
    private readonly Tensor bias; // (C)

    public LinearSnapshot(Linear layer)
    {
        using var noGradients = no_grad();
        weight = layer.weight!.clone().DetachFromDisposeScope();
        bias = BiasOf(layer).clone().DetachFromDisposeScope();
    }

    /// <summary>The layer's weights (C, D) and biases (C) now, minus those of the snapshot.</summary>
    public (Tensor Weight, Tensor Bias) ChangeTo(Linear layer) => (layer.weight! - weight, BiasOf(layer) - bias);

    /// <inheritdoc/>
    public void Dispose()
    {
        weight.Dispose();
        bias.Dispose();
    }

    private static Tensor BiasOf(Linear layer) => layer.bias ?? zeros(layer.weight!.shape[0], device: layer.weight.device);
}
