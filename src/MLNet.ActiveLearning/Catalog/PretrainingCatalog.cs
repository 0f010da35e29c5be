using Microsoft.ML;

namespace MLNet.ActiveLearning;

/// <summary>The pre-trainings of the library: weights from images without labels. Assemblies that bring one extend this class.</summary>
public sealed class PretrainingCatalog
{
    internal PretrainingCatalog(MLContext context) => Context = context;

    /// <summary>The environment that pre-trainings log to and take their device settings from.</summary>
    public MLContext Context { get; }
}
