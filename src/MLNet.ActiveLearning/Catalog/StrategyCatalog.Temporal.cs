using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <inheritdoc cref="TemporalOutputDiscrepancyStrategy"/>
    /// <param name="options">The first round, and the columns; null for the defaults.</param>
    public TemporalOutputDiscrepancyStrategy TemporalOutputDiscrepancy(TemporalOutputDiscrepancyOptions? options = null) =>
        new(options ?? new TemporalOutputDiscrepancyOptions());
#pragma warning restore CA1822
}
