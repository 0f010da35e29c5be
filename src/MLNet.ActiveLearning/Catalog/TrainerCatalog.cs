using Microsoft.ML;

namespace MLNet.ActiveLearning;

/// <summary>The trainers of the library; assemblies that bring a trainer extend this class.</summary>
public sealed class TrainerCatalog
{
    internal TrainerCatalog(MLContext context) => Context = context;

    /// <summary>The environment that the trainers log to and take their device settings from.</summary>
    public MLContext Context { get; }
}
