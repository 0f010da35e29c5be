namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Uncertainties of one row that a method on sets of rows can start from.</summary>
public enum UncertaintyMeasure
{
    /// <inheritdoc cref="Acquisition.Entropy"/>
    Entropy,

    /// <inheritdoc cref="Acquisition.LeastConfidence"/>
    LeastConfidence,

    /// <inheritdoc cref="Acquisition.Margin"/>
    Margin,
}
