using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <inheritdoc cref="SubmodularStrategy"/>
    /// <param name="options">The function, its parameters and the optimiser; null for facility location with cosines.</param>
    public SubmodularStrategy Submodular(SubmodularOptions? options = null) => new(options ?? new SubmodularOptions());

    /// <inheritdoc cref="FassStrategy"/>
    /// <param name="options">Uncertainty, set function and how many rows the first step keeps; null for the defaults.</param>
    public FassStrategy Fass(FassOptions? options = null) => new(options ?? new FassOptions());
#pragma warning restore CA1822
}
