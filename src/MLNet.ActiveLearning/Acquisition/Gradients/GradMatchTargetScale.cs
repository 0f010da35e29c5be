namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>What the sum of k gradients is matched with in <see cref="GradMatch.SelectUnitWeights"/>.</summary>
public enum GradMatchTargetScale
{
    /// <summary>k times the mean target gradient, as the paper means it.</summary>
    Intended,

    /// <summary>N times the mean target gradient, as the released code has it; rows are then ranked almost by their projection on the target alone.</summary>
    Original,
}
