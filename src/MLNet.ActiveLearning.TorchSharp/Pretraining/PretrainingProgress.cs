namespace MLNet.ActiveLearning.Pretraining;

/// <summary>The state of a pre-training after an epoch.</summary>
/// <param name="Epoch">Finished epochs, from 1.</param>
/// <param name="EpochCount">The epochs that will be run.</param>
/// <param name="Loss">Mean loss of the epoch, in [0, 8]; lower is better, but a collapsed network has a low loss too: see <paramref name="Spread"/>.</param>
/// <param name="Spread">
/// How far the projections of different images lie apart: the mean over the P dimensions of their standard deviation, times the root of P, of projections of
/// length 1. About 1 if they lie in all directions, 0 if all images have the same projection, which is a collapse.
/// </param>
/// <param name="LearningRate">Learning rate of the last step.</param>
/// <param name="TargetMomentum">Momentum of the target network in the last step.</param>
/// <param name="ImagesPerSecond">Images, of two views each, processed per second.</param>
public sealed record PretrainingProgress(
    int Epoch, int EpochCount, double Loss, double Spread, double LearningRate, double TargetMomentum, double ImagesPerSecond);
