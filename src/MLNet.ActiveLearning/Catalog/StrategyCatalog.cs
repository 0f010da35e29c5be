using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

/// <summary>The strategies of the library; assemblies that bring more extend this class.</summary>
public sealed partial class StrategyCatalog
{
    internal StrategyCatalog()
    {
    }

    /// <inheritdoc cref="RandomStrategy"/>
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    public RandomStrategy Random() => new();

    /// <inheritdoc cref="LeastConfidenceStrategy"/>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    public LeastConfidenceStrategy LeastConfidence(string scoreColumnName = Signals.SignalNames.Score) => new(scoreColumnName);

    /// <inheritdoc cref="MarginStrategy"/>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    public MarginStrategy Margin(string scoreColumnName = Signals.SignalNames.Score) => new(scoreColumnName);

    /// <inheritdoc cref="EntropyStrategy"/>
    /// <param name="scoreColumnName">The column of class probabilities.</param>
    public EntropyStrategy Entropy(string scoreColumnName = Signals.SignalNames.Score) => new(scoreColumnName);

    /// <inheritdoc cref="TidalStrategy"/>
    /// <param name="options">Entropy or margin, and the columns; null for the defaults.</param>
    public TidalStrategy Tidal(TidalOptions? options = null) => new(options ?? new TidalOptions());

    /// <inheritdoc cref="DisalStrategy"/>
    /// <param name="projectedGradientColumnName">The column of projected gradients.</param>
    public DisalStrategy Disal(string projectedGradientColumnName = Signals.SignalNames.ProjectedGradient) => new(projectedGradientColumnName);

    /// <inheritdoc cref="LearningLossStrategy"/>
    /// <param name="predictedLossColumnName">The column of predicted losses.</param>
    public LearningLossStrategy LearningLoss(string predictedLossColumnName = Signals.SignalNames.PredictedLoss) => new(predictedLossColumnName);

    /// <inheritdoc cref="CartographyStrategy"/>
    /// <param name="learnedProbabilityColumnName">The column of probabilities that a row would be learnt.</param>
    public CartographyStrategy Cartography(string learnedProbabilityColumnName = Signals.SignalNames.LearnedProbability) => new(learnedProbabilityColumnName);
#pragma warning restore CA1822
}
