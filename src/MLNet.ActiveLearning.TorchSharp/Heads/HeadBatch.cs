using MLNet.ActiveLearning.Architectures;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Heads;

/// <summary>What a head sees of one mini-batch of B training images.</summary>
/// <param name="Output">The network's output in train mode, attached to the graph.</param>
/// <param name="Labels">(B), Int64: class indices.</param>
/// <param name="SampleIndices">(B), Int64: positions in the training set, on the network's device. Each position occurs once an epoch, or not at all where epochs go through a part of the set.</param>
/// <param name="Epoch">The running epoch, from 0.</param>
public sealed record HeadBatch(NetworkOutput Output, Tensor Labels, Tensor SampleIndices, int Epoch)
{
    /// <summary>(B, Channels, Height, Width): the augmented and normalised images that <see cref="Output"/> is of.</summary>
    public Tensor? Images { get; init; }

    /// <summary>As many unlabelled images, if a head asks for them (<see cref="TrainingHead.NeedsUnlabeledImages"/>) and there are any.</summary>
    public Tensor? UnlabeledImages { get; init; }
}
