using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>What a network computes for a batch of B images.</summary>
/// <param name="Logits">(B, C): inputs of the softmax.</param>
/// <param name="Embedding">(B, D): input of the last linear layer.</param>
/// <param name="StageMaps">(B, c_s, H_s, W_s) for each stage s, shallow to deep; may be empty.</param>
public sealed record NetworkOutput(Tensor Logits, Tensor Embedding, IReadOnlyList<Tensor> StageMaps);
