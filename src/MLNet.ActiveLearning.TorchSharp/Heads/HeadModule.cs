using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Signals;
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

    /// <summary>Called for every batch after the backward pass and before the optimiser's step, without gradients.</summary>
    /// <param name="network">The network, whose parameters have the gradients of the batch.</param>
    /// <param name="learningRate">The learning rate in force.</param>
    public virtual void OnGradients(ImageNetwork network, double learningRate)
    {
    }

    /// <summary>Called after every step of the optimiser, without gradients.</summary>
    /// <param name="network">The network with its new weights.</param>
    public virtual void OnStepFinished(ImageNetwork network)
    {
    }

    /// <summary>Called after every epoch, without gradients.</summary>
    /// <param name="network">The network with the weights of the epoch's end.</param>
    /// <param name="progress">What the epoch gave.</param>
    public virtual void OnEpochFinished(ImageNetwork network, TrainingProgress progress)
    {
    }

    /// <summary>Whether <see cref="OnTrainingOutput"/> is called; it costs one more pass over the training images.</summary>
    /// <value>Default false.</value>
    public virtual bool NeedsTrainingOutputs => false;

    /// <summary>What there is to say about the training that has finished, or null; it is logged.</summary>
    /// <value>Default null.</value>
    public virtual string? Remark { get; protected set; }

    /// <summary>Called after the last epoch and before <see cref="OnTrainingFinished"/>, without gradients, in eval mode and without augmentation.</summary>
    /// <param name="output">The network's output for a batch of B training images.</param>
    /// <param name="samplePositions">B positions in the training set; each position comes once.</param>
    public virtual void OnTrainingOutput(NetworkOutput output, IReadOnlyList<int> samplePositions)
    {
    }

    /// <summary>Called once after the last epoch, without gradients; what scoring needs later belongs into buffers.</summary>
    /// <param name="network">The network with its final weights.</param>
    public virtual void OnTrainingFinished(ImageNetwork network)
    {
    }

    /// <summary>Computes the head's columns for a batch in eval mode, without gradients.</summary>
    /// <param name="output">The network's output.</param>
    /// <returns>One Single tensor a column: (B, Size), or (B) for a single number.</returns>
    public abstract IReadOnlyList<Tensor> Score(NetworkOutput output);

    /// <summary>Computes the head's columns for a batch in eval mode, without gradients, where the network's output is not enough.</summary>
    /// <param name="batch">The images, the network, and its output for them.</param>
    /// <returns>As <see cref="Score(NetworkOutput)"/>, which this calls by default.</returns>
    public virtual IReadOnlyList<Tensor> Score(ScoringBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Score(batch.Output);
    }
}
