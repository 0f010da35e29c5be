using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Acquisition.Variational;

/// <summary>The discriminator of VAAL: from latent vectors to the log-odds that a row is labelled.</summary>
/// <remarks>Three linear layers with ReLU between them, He normal weights. The published one ends in a sigmoid; the losses take log-odds.</remarks>
internal sealed class LatentDiscriminator : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <summary>Builds it on the CPU.</summary>
    /// <param name="inputSize">Length of the latent vector and what is appended to it.</param>
    /// <param name="hiddenSize">Width of the hidden layers.</param>
    public LatentDiscriminator(int inputSize, int hiddenSize)
        : base(nameof(LatentDiscriminator))
    {
        layers = Sequential(
            ImageAutoencoder.Initialize(Linear(inputSize, hiddenSize)), ReLU(),
            ImageAutoencoder.Initialize(Linear(hiddenSize, hiddenSize)), ReLU(),
            ImageAutoencoder.Initialize(Linear(hiddenSize, 1)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    /// <returns>(B).</returns>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return layers.call(input).squeeze(1).MoveToOuterDisposeScope();
    }
}
