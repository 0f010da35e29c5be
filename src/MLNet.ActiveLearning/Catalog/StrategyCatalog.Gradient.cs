using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <inheritdoc cref="BadgeStrategy"/>
    /// <param name="options">Which gradients, and the columns; null for the defaults.</param>
    public BadgeStrategy Badge(BadgeOptions? options = null) => new(options ?? new BadgeOptions());

    /// <inheritdoc cref="PartitionStrategy"/>
    /// <param name="inner">The strategy that chooses in each part.</param>
    /// <param name="options">How many parts, and whether rows are shuffled first; null for the defaults.</param>
    public PartitionStrategy Partition(SelectionStrategy inner, PartitionOptions? options = null) => new(inner, options ?? new PartitionOptions());

    /// <inheritdoc cref="GradientNormStrategy"/>
    /// <param name="options">Surrogate loss, norm, and the columns; null for the defaults.</param>
    public GradientNormStrategy GradientNorm(GradientNormOptions? options = null) => new(options ?? new GradientNormOptions());

    /// <inheritdoc cref="GlisterStrategy"/>
    /// <param name="options">Learning rate, regulariser and so on, and the columns; null for the defaults.</param>
    public GlisterStrategy Glister(GlisterOptions? options = null) => new(options ?? new GlisterOptions());

    /// <inheritdoc cref="GradMatchStrategy"/>
    /// <param name="options">Weighting, scale, solver and so on, and the columns; null for the defaults.</param>
    public GradMatchStrategy GradMatch(GradMatchOptions? options = null) => new(options ?? new GradMatchOptions());
#pragma warning restore CA1822
}
