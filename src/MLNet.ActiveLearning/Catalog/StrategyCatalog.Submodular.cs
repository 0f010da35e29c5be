namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
#pragma warning restore CA1822
}
