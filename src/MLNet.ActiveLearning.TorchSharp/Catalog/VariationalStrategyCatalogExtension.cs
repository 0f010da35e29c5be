using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

/// <summary>Adds the strategies that train an autoencoder on the images to the strategies of the library.</summary>
public static class VariationalStrategyCatalogExtension
{
    /// <inheritdoc cref="VaalStrategy"/>
    /// <param name="catalog">The strategies.</param>
    /// <param name="options">Training, and the column; null for the defaults.</param>
    public static VaalStrategy Vaal(this StrategyCatalog catalog, VaalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new VaalStrategy(options ?? new VaalOptions());
    }

    /// <inheritdoc cref="TaVaalStrategy"/>
    /// <param name="catalog">The strategies.</param>
    /// <param name="options">Training, and the columns; null for the defaults.</param>
    public static TaVaalStrategy TaVaal(this StrategyCatalog catalog, TaVaalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new TaVaalStrategy(options ?? new TaVaalOptions());
    }
}
