using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

public sealed partial class StrategyCatalog
{
#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <inheritdoc cref="CoresetStrategy"/>
    /// <param name="options">The first row, and the column; null for the defaults.</param>
    public CoresetStrategy Coreset(CoresetOptions? options = null) => new(options ?? new CoresetOptions());

    /// <inheritdoc cref="KMeansPlusPlusStrategy"/>
    /// <param name="embeddingColumnName">The column of embeddings.</param>
    public KMeansPlusPlusStrategy KMeansPlusPlus(string embeddingColumnName = Signals.SignalNames.Embedding) => new(embeddingColumnName);

    /// <inheritdoc cref="KMeansStrategy"/>
    /// <param name="options">Starts, iterations, tolerance, and the column; null for the defaults.</param>
    public KMeansStrategy KMeans(KMeansOptions? options = null) => new(options ?? new KMeansOptions());
#pragma warning restore CA1822
}
