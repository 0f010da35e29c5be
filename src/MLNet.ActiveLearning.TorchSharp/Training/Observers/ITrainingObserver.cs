using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Training;

/// <summary>Watches a training run, for example to record training dynamics for dataset maps.</summary>
/// <remarks>All calls come from the training thread, in order; an exception ends the training.</remarks>
public interface ITrainingObserver
{
    /// <summary>Whether <see cref="OnBatch"/> is called; it costs one read-back of the probabilities for every batch.</summary>
    bool ObservesBatches { get; }

    /// <summary>Called once before the first epoch.</summary>
    void OnTrainingStarted(TrainingStart start);

    /// <summary>Called after every optimisation step, if <see cref="ObservesBatches"/> is true.</summary>
    void OnBatch(BatchObservation batch);

    /// <summary>Called after every epoch.</summary>
    void OnEpochFinished(TrainingProgress progress);
}
