using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

/// <summary>Adds the strategies that need a network's gradients to the strategies of the library.</summary>
public static class AdversarialStrategyCatalogExtension
{
    /// <inheritdoc cref="DeepFoolStrategy"/>
    /// <param name="catalog">The strategies.</param>
    /// <param name="distanceColumnName">The column of squared distances.</param>
    public static DeepFoolStrategy DeepFool(this StrategyCatalog catalog, string distanceColumnName = SignalNames.DeepFoolDistance)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new DeepFoolStrategy(distanceColumnName);
    }

    /// <inheritdoc cref="BimStrategy"/>
    /// <param name="catalog">The strategies.</param>
    /// <param name="distanceColumnName">The column of squared distances.</param>
    public static BimStrategy Bim(this StrategyCatalog catalog, string distanceColumnName = SignalNames.BimDistance)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new BimStrategy(distanceColumnName);
    }
}
