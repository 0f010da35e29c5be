namespace MLNet.ActiveLearning.Weights;

/// <summary>Tensors of a file with the network's tensors that they go to, and the report about all.</summary>
internal sealed record WeightMatch(IReadOnlyList<(WeightTensor Weight, string NetworkName)> Pairs, WeightReport Report);
