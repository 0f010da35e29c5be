using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Training;

/// <summary>Keeps the model of every epoch, or of every few, for methods that trace training such as <see cref="Acquisition.Gradients.TracIn"/>.</summary>
/// <remarks>
/// Memory: all weights of the network and its heads for each checkpoint, on the training device, until it is disposed or watches another
/// training; 45 MB each for a ResNet-18 of full width. A training that starts again after it has collapsed keeps the checkpoints from before.
/// </remarks>
public sealed class CheckpointRecorder : IModelObserver, IDisposable
{
    private readonly int every;
    private readonly List<TrainingCheckpoint> checkpoints = [];

    /// <summary>Creates a recorder.</summary>
    /// <param name="every">Epochs from one checkpoint to the next; the first is that of epoch <paramref name="every"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="every"/> is less than 1.</exception>
    public CheckpointRecorder(int every = 1)
    {
        if (every < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(every), every, "Keep every epoch's model with 1, or one in several with more.");
        }

        this.every = every;
    }

    /// <summary>The checkpoints of the last training so far, the first one first.</summary>
    public IReadOnlyList<TrainingCheckpoint> Checkpoints => checkpoints;

    /// <summary>The checkpoints of the second half of training, which TracInCP-last sums over: those with number t > T / 2, counted from 1.</summary>
    public IReadOnlyList<TrainingCheckpoint> LastHalf => [.. checkpoints.Skip(checkpoints.Count / 2)];

    /// <inheritdoc/>
    public bool ObservesBatches => false;

    /// <inheritdoc/>
    public void OnTrainingStarted(TrainingStart start) => Dispose();

    /// <inheritdoc/>
    public void OnBatch(BatchObservation batch)
    {
    }

    /// <inheritdoc/>
    public void OnEpochFinished(TrainingProgress progress)
    {
    }

    /// <inheritdoc/>
    public void OnModel(TrainingProgress progress, ImageClassificationTransformer model)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(model);
        if (progress.Epoch % every == 0)
        {
            checkpoints.Add(new TrainingCheckpoint(progress.Epoch, progress.LearningRate, new ImageClassificationTransformer(model.Model.Copy())));
        }
    }

    /// <summary>Frees the weights of all checkpoints.</summary>
    public void Dispose()
    {
        checkpoints.ForEach(c => c.Model.Dispose());
        checkpoints.Clear();
    }
}
