namespace MLNet.ActiveLearning.Training;

/// <summary>A mini-batch ready for the network.</summary>
/// <param name="Buffer">The inputs; whoever is done with them returns the buffer to its pool.</param>
/// <param name="Positions">The images' positions in the training set, length B.</param>
/// <param name="Unlabeled">The inputs of as many images without labels, to be returned too; null when the training uses none.</param>
internal sealed record TrainingBatch(InputBuffer Buffer, int[] Positions, InputBuffer? Unlabeled);
