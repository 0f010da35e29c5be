using MLNet.ActiveLearning.Pretraining;

namespace MLNet.ActiveLearning;

/// <summary>Adds BYOL to the pre-trainings of the library.</summary>
public static class ByolCatalogExtension
{
    /// <summary>Creates a pre-training by BYOL with exponential-moving-average normalisation.</summary>
    /// <param name="catalog">The pre-trainings.</param>
    /// <param name="options">Everything that can be set; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option cannot work; the message names all problems.</exception>
    public static ByolPretrainer Byol(this PretrainingCatalog catalog, ByolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new ByolPretrainer(catalog.Context, options ?? new ByolOptions());
    }
}
