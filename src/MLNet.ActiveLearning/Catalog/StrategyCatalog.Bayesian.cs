using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <summary>Least confidence of the average over stochastic passes.</summary>
    /// <inheritdoc cref="LeastConfidenceStrategy"/>
    /// <param name="stochasticScoreColumnName">The column of class probabilities of several passes.</param>
    public LeastConfidenceStrategy McLeastConfidence(string stochasticScoreColumnName = Signals.SignalNames.StochasticScore) =>
        LeastConfidenceStrategy.OverPasses(stochasticScoreColumnName);

    /// <summary>Margin of the average over stochastic passes.</summary>
    /// <inheritdoc cref="MarginStrategy"/>
    /// <param name="stochasticScoreColumnName">The column of class probabilities of several passes.</param>
    public MarginStrategy McMargin(string stochasticScoreColumnName = Signals.SignalNames.StochasticScore) =>
        MarginStrategy.OverPasses(stochasticScoreColumnName);

    /// <summary>Entropy of the average over stochastic passes.</summary>
    /// <inheritdoc cref="EntropyStrategy"/>
    /// <param name="stochasticScoreColumnName">The column of class probabilities of several passes.</param>
    public EntropyStrategy McEntropy(string stochasticScoreColumnName = Signals.SignalNames.StochasticScore) =>
        EntropyStrategy.OverPasses(stochasticScoreColumnName);

    /// <inheritdoc cref="BaldStrategy"/>
    /// <param name="stochasticScoreColumnName">The column of class probabilities of several passes.</param>
    public BaldStrategy Bald(string stochasticScoreColumnName = Signals.SignalNames.StochasticScore) => new(stochasticScoreColumnName);

    /// <inheritdoc cref="BatchBaldStrategy"/>
    /// <param name="options">Joint samples, candidates and the column; null for the defaults.</param>
    public BatchBaldStrategy BatchBald(BatchBaldOptions? options = null) => new(options ?? new BatchBaldOptions());

    /// <inheritdoc cref="VariationRatioStrategy"/>
    /// <param name="options">Votes or average probabilities, and the column; null for the defaults.</param>
    public VariationRatioStrategy VariationRatio(VariationRatioOptions? options = null) => new(options ?? new VariationRatioOptions());

    /// <inheritdoc cref="MeanStandardDeviationStrategy"/>
    /// <param name="options">Standard deviation or variance, and the column; null for the defaults.</param>
    public MeanStandardDeviationStrategy MeanStandardDeviation(MeanStandardDeviationOptions? options = null) =>
        new(options ?? new MeanStandardDeviationOptions());
#pragma warning restore CA1822
}
