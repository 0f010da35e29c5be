using System.Runtime.InteropServices;
using MLNet.ActiveLearning.Retraining;
using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>All observers of a training, told one after the other in the order in which they were given.</summary>
internal sealed class TrainingObservers(IReadOnlyList<ITrainingObserver> observers, int classCount)
{
    private readonly bool observesBatches = observers.Any(o => o.ObservesBatches);

    public void OnTrainingStarted(TrainingStart start)
    {
        foreach (ITrainingObserver observer in observers)
        {
            observer.OnTrainingStarted(start);
        }
    }

    /// <summary>Reads the probabilities back for those that want them, and only then.</summary>
    public void OnBatch(int epoch, TrainingBatch batch, Tensor logits)
    {
        if (observesBatches)
        {
            using Tensor probabilities = logits.softmax(1).cpu(); // (B, C)
            float[] values = MemoryMarshal.Cast<byte, float>(probabilities.contiguous().bytes).ToArray();
            var observation = new BatchObservation(epoch, batch.Positions, values, classCount);
            foreach (ITrainingObserver observer in observers.Where(o => o.ObservesBatches))
            {
                observer.OnBatch(observation);
            }
        }
    }

    /// <summary>Tells of the epoch, then lends the model to those that look at it; it is left in eval mode.</summary>
    public void OnEpochFinished(TrainingProgress progress, ImageClassificationModel model)
    {
        foreach (ITrainingObserver observer in observers)
        {
            observer.OnEpochFinished(progress);
        }

        IModelObserver[] lookers = [.. observers.OfType<IModelObserver>()];
        if (lookers.Length > 0)
        {
            model.SetMode(training: false);
            var lent = new ImageClassificationTransformer(model); // not disposed: the model stays the loop's
            foreach (IModelObserver observer in lookers)
            {
                observer.OnModel(progress, lent);
            }
        }
    }
}
