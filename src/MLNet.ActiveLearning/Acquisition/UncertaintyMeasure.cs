namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How the uncertainty of a row of class probabilities is measured.</summary>
public enum UncertaintyMeasure
{
    /// <summary><c>-max_c p_c</c>, see <see cref="Acquisition.LeastConfidence"/>.</summary>
    LeastConfidence,

    /// <summary><c>p_(2) - p_(1)</c>, see <see cref="Acquisition.Margin"/>.</summary>
    Margin,

    /// <summary><c>-sum_c p_c ln p_c</c>, see <see cref="Acquisition.Entropy"/>.</summary>
    Entropy,
}
