using MLNet.ActiveLearning.Architectures;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MLNet.ActiveLearning.Heads;

/// <summary>What the modules that look at all stages of a network have in common: each stage's average through a linear layer and a ReLU.</summary>
internal static class StageReduction
{
    /// <summary>A linear layer from each stage's channels to <paramref name="hiddenSize"/> numbers; the embedding stands for the stages of a network that shows none.</summary>
    public static ModuleList<Linear> CreateLayers(ImageNetwork network, int hiddenSize)
    {
        IReadOnlyList<int> inputs = network.StageChannels.Count > 0 ? network.StageChannels : [network.EmbeddingSize];
        return ModuleList([.. inputs.Select(size => Linear(size, hiddenSize))]);
    }

    /// <summary>The concatenation (B, S * hiddenSize) of all S stages.</summary>
    /// <param name="layers">The layers of <see cref="CreateLayers"/>.</param>
    /// <param name="output">The network's output.</param>
    /// <param name="isShared">Whether gradients go on into the network.</param>
    public static Tensor Compute(ModuleList<Linear> layers, NetworkOutput output, bool isShared = true)
    {
        using var scope = NewDisposeScope();
        var hidden = new Tensor[layers.Count];
        for (int stage = 0; stage < hidden.Length; stage++)
        {
            Tensor pooled = output.StageMaps.Count == 0 ? output.Embedding : GlobalPooling.Mean(output.StageMaps[stage]); // (B, c_s)
            hidden[stage] = layers[stage].call(isShared ? pooled : pooled.detach()).relu_();
        }

        return cat(hidden, 1).MoveToOuterDisposeScope();
    }
}
