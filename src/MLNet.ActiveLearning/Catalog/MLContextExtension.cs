using Microsoft.ML;

namespace MLNet.ActiveLearning;

/// <summary>Adds active learning to ML.NET.</summary>
public static class MLContextExtension
{
    /// <summary>Opens the catalog of active-learning operations.</summary>
    /// <param name="mlContext">The environment to log to.</param>
    /// <returns>A catalog; it holds no state, ask for it as often as you like.</returns>
    public static ActiveLearningCatalog ActiveLearning(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new ActiveLearningCatalog(mlContext);
    }
}
