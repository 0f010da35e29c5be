namespace MLNet.ActiveLearning.Heads;

/// <summary>With which probabilities a <see cref="DynamicInfluenceHead"/> forms the surrogate gradient at the end of training.</summary>
public enum InfluenceProbabilities
{
    /// <summary>Those that the dynamic head predicts for the average over training.</summary>
    Dynamic,

    /// <summary>The classifier's own.</summary>
    Snapshot,
}
