namespace MLNet.ActiveLearning.Weights;

/// <summary>What a weight file holds.</summary>
internal sealed record WeightFileContent(IReadOnlyList<WeightTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
