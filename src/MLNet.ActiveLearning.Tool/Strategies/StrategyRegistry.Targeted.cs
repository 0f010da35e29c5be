namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Targeted =>
    [
        new("activeft", "Rows nearest to centroids that follow the pool's distribution and stay apart", s => s.ActiveFt()),
    ];
}
