using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Bayesian =>
    [
        new("mc-least-confidence", "least confidence of the average over stochastic passes", c => c.McLeastConfidence()),
        new("mc-margin", "margin of the average over stochastic passes", c => c.McMargin()),
        new("mc-entropy", "entropy of the average over stochastic passes", c => c.McEntropy()),
        new("bald", "BALD: stochastic passes disagree, each sure of itself", c => c.Bald()),
        new("batchbald", "BatchBALD: the labels of the whole batch say most about the model", c => c.BatchBald()),
        new("variation-ratio", "fewest stochastic passes vote for the most frequent class", c => c.VariationRatio()),
        new(
            "soft-variation-ratio",
            "the largest average probability over stochastic passes is least",
            c => c.VariationRatio(new VariationRatioOptions { Form = VariationRatioForm.MeanProbability })),
        new("mean-std", "class probabilities scatter most over stochastic passes", c => c.MeanStandardDeviation()),
        new(
            "mean-variance",
            "class probabilities have the largest variance over stochastic passes",
            c => c.MeanStandardDeviation(new MeanStandardDeviationOptions { Scatter = PassScatter.Variance })),
    ];
}
