using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>The trainable part of a head. Its parameters are optimised together with the network's.</summary>
public abstract class HeadModule : Module
{
    /// <summary>Creates the base of a head's module.</summary>
    /// <param name="name">The module's name.</param>
    protected HeadModule(string name)
        : base(name)
    {
    }

    /// <summary>Called once before the first epoch, after the modules have moved to their device.</summary>
    /// <param name="network">The network with its initial weights.</param>
    /// <param name="sampleCount">Number of training images.</param>
    public virtual void OnTrainingStarted(ImageNetwork network, int sampleCount)
    {
    }

    /// <summary>The head's loss on a batch, already weighted; it is added to the mean cross-entropy.</summary>
    /// <returns>A scalar attached to the graph.</returns>
    public abstract Tensor ComputeLoss(HeadBatch batch);

    /// <summary>Called once after the last epoch, without gradients; what scoring needs later belongs into buffers.</summary>
    /// <param name="network">The network with its final weights.</param>
    public virtual void OnTrainingFinished(ImageNetwork network)
    {
    }

    /// <summary>Computes the head's columns for a batch in eval mode, without gradients.</summary>
    /// <param name="output">The network's output.</param>
    /// <returns>One Single tensor a column: (B, Size), or (B) for a single number.</returns>
    public abstract IReadOnlyList<Tensor> Score(NetworkOutput output);
}
