namespace MLNet.ActiveLearning.Acquisition;

/// <summary>What stands for the unknown label in the surrogate gradient of <see cref="DynamicInfluence"/>.</summary>
public enum DynamicInfluenceLabel
{
    /// <summary>No label: the gradient of the entropy, <c>c_k = p_k (ln p_k + H(p))</c>.</summary>
    Entropy,

    /// <summary>The most probable class, <c>c = e_argmax(p) - p</c>.</summary>
    Pseudo,

    /// <summary>A given distribution q over the labels, <c>c = q - p</c>.</summary>
    Soft,

    /// <summary>Every label y with its probability, absolute values: <c>sum_y p_y |(e_y - p) . dZ|</c>.</summary>
    ExpectedAbsolute,
}
