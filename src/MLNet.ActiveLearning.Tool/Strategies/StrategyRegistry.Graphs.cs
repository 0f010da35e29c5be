namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Graphs =>
    [
        new("uncertaingcn", "UncertainGCN: a graph network is just not sure that the row is unlabelled", c => c.UncertainGcn()),
        new("coregcn", "CoreGCN: core-set in the features of that graph network", c => c.CoreGcn()),
    ];
}
