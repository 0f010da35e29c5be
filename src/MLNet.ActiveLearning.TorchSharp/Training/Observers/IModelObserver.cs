using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Training;

/// <summary>A training observer that also looks at the model itself after each epoch.</summary>
public interface IModelObserver : ITrainingObserver
{
    /// <summary>Called after every epoch, after <see cref="ITrainingObserver.OnEpochFinished"/>, with the model in eval mode.</summary>
    /// <param name="progress">The state of the training.</param>
    /// <param name="model">The model, lent for the call: score rows with it, but do not keep or dispose it. Training goes on as if it had not been used.</param>
    void OnModel(TrainingProgress progress, ImageClassificationTransformer model);
}
