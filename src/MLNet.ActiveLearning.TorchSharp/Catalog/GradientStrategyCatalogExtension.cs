using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

/// <summary>Adds the strategies that look at the gradients of a whole network to the strategies of the library.</summary>
public static class GradientStrategyCatalogExtension
{
    /// <inheritdoc cref="NetworkGradientNormStrategy"/>
    /// <param name="catalog">The strategies.</param>
    /// <param name="normColumnName">The column of gradient norms.</param>
    public static NetworkGradientNormStrategy NetworkGradientNorm(this StrategyCatalog catalog, string normColumnName = SignalNames.NetworkGradientNorm)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NetworkGradientNormStrategy(normColumnName);
    }
}
