using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

internal static partial class StrategyRegistry
{
    private static StrategyEntry[] Uncertainty =>
    [
        new("random", "uniformly at random: the baseline", c => c.Random()),
        new("least-confidence", "the most probable class is least probable", c => c.LeastConfidence()),
        new("margin", "the two most probable classes are closest", c => c.Margin()),
        new("entropy", "the class probabilities have the largest entropy", c => c.Entropy()),
        new("tidal-entropy", "TiDAL: the predicted training dynamics have the largest entropy", c => c.Tidal(), new TrainingDynamicsHead()),
        new(
            "tidal-margin",
            "TiDAL: the predicted training dynamics favour another class than the classifier",
            c => c.Tidal(new TidalOptions { Uncertainty = TidalUncertainty.Margin }),
            new TrainingDynamicsHead()),
        new("tod", "TOD: the class probabilities have changed most since the previous round's model", c => c.TemporalOutputDiscrepancy()),
        new("disal", "DISAL: the gradient points furthest along the way that training has gone", c => c.Disal(), new DynamicInfluenceHead()),
        new("lloss", "Learning Loss: the predicted loss is largest", c => c.LearningLoss(), new LossPredictionHead()),
    ];
}
