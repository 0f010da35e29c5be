using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>An estimator that can be cancelled, reports its progress and can continue from an earlier model.</summary>
/// <remarks>
/// <see cref="IEstimator{TTransformer}.Fit"/> takes only data. A loop that finds this interface on its trainer uses
/// <see cref="Fit(IDataView, TrainingContext)"/> instead; any other estimator works too, without these three abilities.
/// <c>Fit(data)</c> must equal <c>Fit(data, TrainingContext.Default)</c>.
/// </remarks>
public interface IActiveLearningTrainer : IEstimator<ITransformer>
{
    /// <summary>Trains on the rows of a view.</summary>
    /// <param name="input">The labelled rows.</param>
    /// <param name="context">Cancellation, progress and the model to continue from.</param>
    /// <returns>The trained model.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; training stops within one mini-batch.</exception>
    ITransformer Fit(IDataView input, TrainingContext context);
}
