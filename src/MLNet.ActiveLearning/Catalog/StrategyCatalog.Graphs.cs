using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <inheritdoc cref="UncertainGcnStrategy"/>
    /// <param name="options">Training, margin, and the column; null for the defaults.</param>
    public UncertainGcnStrategy UncertainGcn(UncertainGcnOptions? options = null) => new(options ?? new UncertainGcnOptions());

    /// <inheritdoc cref="CoreGcnStrategy"/>
    /// <param name="options">Training, and the column; null for the defaults.</param>
    public CoreGcnStrategy CoreGcn(CoreGcnOptions? options = null) => new(options ?? new CoreGcnOptions());
#pragma warning restore CA1822
}
