using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Bayesian =>
    [
        new("mc-least-confidence", "least confidence of the average over stochastic passes", c => c.McLeastConfidence()) { Signals = Passes },
        new("mc-margin", "margin of the average over stochastic passes", c => c.McMargin()) { Signals = Passes },
        new("mc-entropy", "entropy of the average over stochastic passes: the baseline Dropout of DISAL", c => c.McEntropy()) { Signals = Passes },
        new("bald", "BALD: stochastic passes disagree, each sure of itself", c => c.Bald()) { Signals = Passes },
        new("batchbald", "BatchBALD: the labels of the whole batch say most about the model", c => c.BatchBald()) { Signals = ConsistentPasses },
        new("variation-ratio", "fewest stochastic passes vote for the most frequent class", c => c.VariationRatio()) { Signals = Passes },
        new(
            "soft-variation-ratio",
            "the largest average probability over stochastic passes is least",
            c => c.VariationRatio(new VariationRatioOptions { Form = VariationRatioForm.MeanProbability })) { Signals = Passes },
        new("mean-std", "class probabilities scatter most over stochastic passes", c => c.MeanStandardDeviation()) { Signals = Passes },
        new(
            "mean-variance",
            "class probabilities have the largest variance over stochastic passes",
            c => c.MeanStandardDeviation(new MeanStandardDeviationOptions { Scatter = PassScatter.Variance })) { Signals = Passes },
    ];

    private static ScoringSignal[] Passes => [new StochasticPasses()];

    // BatchBALD asks how labels depend on one another, so all rows of a pass must see the same network.
    private static ScoringSignal[] ConsistentPasses => [new StochasticPasses { Passes = 40, Consistent = true }];
}
