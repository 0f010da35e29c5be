using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>What a <see cref="SegmentationNetwork"/> computes for a batch of B images of H x W pixels.</summary>
/// <param name="LogProbabilities">(B, C, H, W): logarithms of the class probabilities of each pixel.</param>
/// <param name="Logits">(B, C, H / 8, W / 8): inputs of the softmax before they are enlarged.</param>
/// <param name="Features">(B, D, H / 8, W / 8): the map before the last convolution, each of whose pixels is an embedding.</param>
public sealed record SegmentationOutput(Tensor LogProbabilities, Tensor Logits, Tensor Features);
