using Microsoft.ML;
using MLNet.ActiveLearning.Proxies;

namespace MLNet.ActiveLearning;

/// <summary>The trainers of the library; assemblies that bring a trainer extend this class.</summary>
public sealed class TrainerCatalog
{
    internal TrainerCatalog(MLContext context) => Context = context;

    /// <summary>The environment that the trainers log to and take their device settings from.</summary>
    public MLContext Context { get; }

#pragma warning disable CA1822 // Catalog members are instance members so that other assemblies can extend the catalog.
    /// <summary>Creates a trainer of small classifiers on stored features, which stand in for a network while labels are chosen.</summary>
    /// <param name="options">Everything that can be set; null for the defaults, which are those of ASVP.</param>
    /// <exception cref="ArgumentException">An option cannot work; the message names all problems.</exception>
    public FeatureProxyTrainer FeatureProxy(FeatureProxyOptions? options = null) => new(options ?? new FeatureProxyOptions());
#pragma warning restore CA1822
}
