namespace MLNet.ActiveLearning.Training;

/// <summary>A model as it was at the end of an epoch of its training.</summary>
/// <param name="Epoch">Finished epochs, from 1.</param>
/// <param name="LearningRate">The learning rate that was in force.</param>
/// <param name="Model">Scores rows as the network did then.</param>
public sealed record TrainingCheckpoint(int Epoch, double LearningRate, ImageClassificationTransformer Model);
