namespace MLNet.ActiveLearning.Retraining;

/// <summary>The state of a training run after an epoch.</summary>
/// <param name="Epoch">Finished epochs, from 1.</param>
/// <param name="MaximumEpochs">The epochs that will be run at most.</param>
/// <param name="TrainingLoss">Mean loss of the epoch over its samples, all heads included; lower is better.</param>
/// <param name="TrainingAccuracy">Share of the epoch's samples predicted correctly before their update, in [0, 1].</param>
/// <param name="LearningRate">Learning rate in force during the epoch.</param>
/// <param name="ImagesPerSecond">Training samples processed per second in the epoch.</param>
public sealed record TrainingProgress(
    int Epoch,
    int MaximumEpochs,
    double TrainingLoss,
    double TrainingAccuracy,
    double LearningRate,
    double ImagesPerSecond);
