using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <inheritdoc cref="ActiveFtStrategy"/>
    /// <param name="options">Training, start and columns; null for the defaults.</param>
    public ActiveFtStrategy ActiveFt(ActiveFtOptions? options = null) => new(options ?? new ActiveFtOptions());

    /// <inheritdoc cref="TargetedStrategy"/>
    /// <param name="options">Measure, weights, representation and columns; null for the defaults.</param>
    public TargetedStrategy Targeted(TargetedOptions? options = null) => new(options ?? new TargetedOptions());
#pragma warning restore CA1822
}
