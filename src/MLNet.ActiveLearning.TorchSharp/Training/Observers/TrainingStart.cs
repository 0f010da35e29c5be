namespace MLNet.ActiveLearning.Training;

/// <summary>The facts of a training run.</summary>
/// <param name="SampleCount">Number of training images N; positions count from 0 in the order of the training view.</param>
/// <param name="Labels">Class index of each position, length N.</param>
/// <param name="ClassNames">Names of the C classes.</param>
/// <param name="MaximumEpochs">The epochs that will be run at most.</param>
public sealed record TrainingStart(int SampleCount, IReadOnlyList<int> Labels, IReadOnlyList<string> ClassNames, int MaximumEpochs);
