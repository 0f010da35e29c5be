using MLNet.ActiveLearning.Acquisition;
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
        new(
            "tidal-module-margin",
            "TiDAL: the two largest predicted training dynamics are closest",
            c => c.Tidal(new TidalOptions { Uncertainty = TidalUncertainty.Margin, MarginClass = TidalMarginClass.PredictedDynamics }),
            new TrainingDynamicsHead()),
        new(
            "tidal-snapshot-entropy",
            "entropy of the classifier that TiDAL trains: its ablation",
            c => c.Tidal(new TidalOptions { Uncertainty = TidalUncertainty.SnapshotEntropy }),
            new TrainingDynamicsHead()),
        new(
            "tidal-snapshot-margin",
            "margin of the classifier that TiDAL trains: its ablation",
            c => c.Tidal(new TidalOptions { Uncertainty = TidalUncertainty.SnapshotMargin }),
            new TrainingDynamicsHead()),
        new("cal", "CAL: least sure whether training would learn the row", c => c.Cartography(), new CartographyHead()),
        new("lloss", "Learning Loss: the predicted loss is largest", c => c.LearningLoss(), new LossPredictionHead()),
        new("tod", "TOD: the class probabilities have changed most since the previous round's model", c => c.TemporalOutputDiscrepancy()),
        new("tod-cod", "TOD, and the network trained with its semi-supervised loss", c => c.TemporalOutputDiscrepancy(), new CyclicOutputDiscrepancyHead()),
        new("disal", "DISAL: the gradient points furthest along the way that training has gone", c => c.Disal(), new DynamicInfluenceHead()),
        Influence("disal-pseudo", "with the most probable label", new() { Label = DynamicInfluenceLabel.Pseudo }),
        Influence("disal-soft", "with the predicted dynamics as label", new() { Label = DynamicInfluenceLabel.Soft }),
        Influence("disal-expected-abs", "with absolute values over the labels", new() { Label = DynamicInfluenceLabel.ExpectedAbsolute }),
        Influence("disal-snapshot", "with the classifier's own probabilities", new() { Probabilities = InfluenceProbabilities.Snapshot }),
        Influence("disal-gradient-sum", "with the sum of the gradient steps as direction", new() { Accumulation = InfluenceAccumulation.GradientSum }),
        Influence("disal-multiscale", "with TiDAL's module as dynamic head", new() { Shape = DynamicHeadShape.Multiscale }),
        Influence("tracincp-full", "over the checkpoints of all epochs (TracInCP)", new() { Checkpoints = InfluenceCheckpoints.Full }),
        Influence("tracincp-last", "over the checkpoints of the last half of the epochs (TracInCP)", new() { Checkpoints = InfluenceCheckpoints.Last }),
    ];

    private static StrategyEntry Influence(string name, string difference, DynamicInfluenceHead head) =>
        new(name, $"DISAL {difference}", c => c.Disal(), head);
}
