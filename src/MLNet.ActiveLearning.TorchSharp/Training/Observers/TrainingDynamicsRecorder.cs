using MLNet.ActiveLearning.DatasetMaps;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Training;

/// <summary>Records, for each sample and epoch, the probability of its label and whether it was the most probable class.</summary>
/// <remarks>
/// The numbers are those of train mode on augmented images, before the update with them. A new training starts a new record. Memory:
/// <c>5 N E</c> bytes. Not thread-safe; one recorder watches one training at a time.
/// </remarks>
public sealed class TrainingDynamicsRecorder : ITrainingObserver
{
    private readonly List<float[]> probabilities = [];
    private readonly List<bool[]> isCorrect = [];
    private IReadOnlyList<int> labels = [];

    /// <inheritdoc/>
    public bool ObservesBatches => true;

    /// <inheritdoc/>
    public void OnTrainingStarted(TrainingStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        labels = start.Labels;
        probabilities.Clear();
        isCorrect.Clear();
    }

    /// <inheritdoc/>
    public void OnBatch(BatchObservation batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Epoch == probabilities.Count)
        {
            float[] unseen = new float[labels.Count];
            Array.Fill(unseen, float.NaN);
            probabilities.Add(unseen);
            isCorrect.Add(new bool[labels.Count]);
        }

        ReadOnlySpan<int> positions = batch.SamplePositions.Span;
        ReadOnlySpan<float> all = batch.Probabilities.Span;
        for (int i = 0; i < positions.Length; i++)
        {
            ReadOnlySpan<float> row = all.Slice(i * batch.ClassCount, batch.ClassCount);
            int label = labels[positions[i]];
            probabilities[batch.Epoch][positions[i]] = row[label];
            isCorrect[batch.Epoch][positions[i]] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(row) == label;
        }
    }

    /// <inheritdoc/>
    public void OnEpochFinished(TrainingProgress progress)
    {
    }

    /// <summary>The map of the recorded training.</summary>
    /// <param name="epochs">How many epochs count, from the first; null for all.</param>
    /// <exception cref="InvalidOperationException">No epoch has been recorded.</exception>
    public DatasetMap CreateMap(int? epochs = null) => probabilities.Count == 0
        ? throw new InvalidOperationException("No training has been recorded. Put the recorder into Observers of ImageClassificationOptions and train.")
        : DatasetMap.Create(labels, probabilities, isCorrect, epochs);
}
