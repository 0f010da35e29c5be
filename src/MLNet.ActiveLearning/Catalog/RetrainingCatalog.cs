using Microsoft.ML;
using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning;

/// <summary>How a loop comes by its models: <c>mlContext.ActiveLearning().Retraining</c>, for <see cref="Loop.LoopOptions.Retraining"/>.</summary>
public sealed class RetrainingCatalog
{
    internal RetrainingCatalog(MLContext context) => Context = context;

    /// <summary>The environment.</summary>
    public MLContext Context { get; }

#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <summary>Newly initialised weights, the same in every round.</summary>
    public RetrainingMode FromScratch() => RetrainingMode.FromScratch;

    /// <summary>The previous round's weights, with a new optimiser and schedule.</summary>
    public RetrainingMode Update() => RetrainingMode.Update;
#pragma warning restore CA1822
}
