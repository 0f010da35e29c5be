using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Training;

/// <summary>Records what a training tells its observers, and can act on it.</summary>
internal sealed class Listener : ITrainingObserver, IProgress<TrainingProgress>
{
    public bool ObservesBatches { get; init; } = true;

    public Action<BatchObservation>? Batch { get; init; }

    public TrainingStart? Start { get; private set; }

    public List<(int Epoch, int[] Positions, float[] Probabilities)> Batches { get; } = [];

    public List<TrainingProgress> Epochs { get; } = [];

    public List<TrainingProgress> Reports { get; } = [];

    public void OnTrainingStarted(TrainingStart start) => Start = start;

    public void OnBatch(BatchObservation batch)
    {
        Batches.Add((batch.Epoch, batch.SamplePositions.ToArray(), batch.Probabilities.ToArray()));
        Batch?.Invoke(batch);
    }

    public void OnEpochFinished(TrainingProgress progress) => Epochs.Add(progress);

    public void Report(TrainingProgress value) => Reports.Add(value);
}
