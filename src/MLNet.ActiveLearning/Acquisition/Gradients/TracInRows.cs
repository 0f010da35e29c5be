using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Labelled rows as a checkpoint of the network sees them.</summary>
/// <param name="Probabilities">(N, C): class probabilities p.</param>
/// <param name="Embeddings">(N, D): inputs h of the last layer.</param>
/// <param name="Labels">N class indices y.</param>
public sealed record TracInRows(FloatMatrix Probabilities, FloatMatrix Embeddings, IReadOnlyList<int> Labels);
