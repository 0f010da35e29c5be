namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Diversity =>
    [
        new("coreset", "core-set: each choice is farthest from all labelled and chosen rows (greedy k-centre)", c => c.Coreset()),
        new("k-means-plus-plus", "k-means++: drawn far from one another", c => c.KMeansPlusPlus()),
        new("k-means", "as many clusters as choices, and the row nearest each centre", c => c.KMeans()),
    ];
}
