using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Network =>
    [
        new("deepfool", "DeepFool: the smallest move takes the image across a decision boundary", c => c.DeepFool()) { Signals = [new DeepFoolDistance()] },
        new("bim", "BIM: the fewest small steps take the image across a decision boundary", c => c.Bim()) { Signals = [new BimDistance()] },
    ];
}
