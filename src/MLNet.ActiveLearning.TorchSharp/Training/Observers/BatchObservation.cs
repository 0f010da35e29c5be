namespace MLNet.ActiveLearning.Training;

/// <summary>What the network said about a batch of B training images before it was updated with them.</summary>
/// <param name="Epoch">The running epoch, from 0.</param>
/// <param name="SamplePositions">Length B: positions in the training view; each position occurs once an epoch, or not at all where epochs go through a part of the view.</param>
/// <param name="Probabilities">B x C row by row: probabilities in train mode, on the augmented images. Valid during the call only.</param>
/// <param name="ClassCount">Number of classes C.</param>
public sealed record BatchObservation(int Epoch, ReadOnlyMemory<int> SamplePositions, ReadOnlyMemory<float> Probabilities, int ClassCount);
