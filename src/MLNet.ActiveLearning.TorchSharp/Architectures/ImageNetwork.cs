using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>A network that classifies images and shows its heads what it computed on the way.</summary>
/// <remarks>
/// Input <c>(B, Channels, Height, Width)</c>, normalised; output <see cref="NetworkOutput"/>. The last layer must be the linear
/// layer <see cref="Classifier"/> on the embedding: <c>logits = W h + b</c>.
/// </remarks>
public abstract class ImageNetwork : Module<Tensor, NetworkOutput>
{
    /// <summary>Creates the base of a network.</summary>
    /// <param name="name">The module's name.</param>
    protected ImageNetwork(string name)
        : base(name)
    {
    }

    /// <summary>The last linear layer: weights (C, D) and biases (C).</summary>
    public abstract Linear Classifier { get; }

    /// <summary>
    /// The dropout between the embedding and <see cref="Classifier"/>, or null: <c>logits = W dropout(h) + b</c>. The embedding is shown as it is before.
    /// </summary>
    /// <value>Default null. A network that has its only dropout here makes stochastic passes with one forward pass.</value>
    public virtual Dropout? ClassifierDropout => null;

    /// <summary>Size D of the embedding, the classifier's input.</summary>
    public abstract int EmbeddingSize { get; }

    /// <summary>Channels of each map in <see cref="NetworkOutput.StageMaps"/>; empty if the network shows none.</summary>
    public abstract IReadOnlyList<int> StageChannels { get; }
}
