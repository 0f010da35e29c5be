namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>The set functions of this library.</summary>
public enum SetFunctionKind
{
    /// <inheritdoc cref="Submodular.FacilityLocation"/>
    FacilityLocation,

    /// <inheritdoc cref="Submodular.DisparityMin"/>
    DisparityMin,

    /// <inheritdoc cref="Submodular.DisparitySum"/>
    DisparitySum,

    /// <inheritdoc cref="Submodular.GraphCut"/>
    GraphCut,

    /// <inheritdoc cref="Submodular.SaturatedCoverage"/>
    SaturatedCoverage,

    /// <inheritdoc cref="Submodular.FeatureBased"/>
    FeatureBased,

    /// <inheritdoc cref="Submodular.LogDeterminant"/>
    LogDeterminant,
}
