namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>Options of <see cref="FeatureBased"/>.</summary>
public sealed record FeatureBasedOptions
{
    /// <summary>The concave function.</summary>
    /// <value>Default: <see cref="ConcaveFunction.Logarithm"/>.</value>
    public ConcaveFunction Concave { get; init; } = ConcaveFunction.Logarithm;

    /// <summary>Scale each feature to [0, 1] over all rows, a constant one to 0. Without it features must not be negative.</summary>
    /// <value>Default: true.</value>
    public bool MinMaxScale { get; init; } = true;

    /// <summary>A weight for each feature, at least 0.</summary>
    /// <value>Default: null, 1 for each.</value>
    public IReadOnlyList<double>? Weights { get; init; }
}
