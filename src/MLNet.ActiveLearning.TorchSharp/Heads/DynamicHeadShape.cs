namespace MLNet.ActiveLearning.Heads;

/// <summary>What the dynamic head of a <see cref="DynamicInfluenceHead"/> looks at.</summary>
public enum DynamicHeadShape
{
    /// <summary>A linear layer on the embedding, of the classifier's shape.</summary>
    Linear,

    /// <summary>The module of TiDAL, which looks at the maps of all stages.</summary>
    Multiscale,
}
