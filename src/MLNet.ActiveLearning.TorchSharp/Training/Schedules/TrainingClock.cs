namespace MLNet.ActiveLearning.Training;

/// <summary>Where a training run stands when a schedule is asked for the learning rate of the next step.</summary>
/// <param name="Epoch">The running epoch, from 0; it restarts at 0 when the training restarts.</param>
/// <param name="EpochCount">The epochs that the schedule is laid out for.</param>
/// <param name="Iteration">The running optimisation step, from 0, over all epochs.</param>
/// <param name="IterationCount">The steps that the schedule is laid out for.</param>
public readonly record struct TrainingClock(int Epoch, int EpochCount, int Iteration, int IterationCount);
