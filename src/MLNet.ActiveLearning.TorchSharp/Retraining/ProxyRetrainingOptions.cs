using MLNet.ActiveLearning.Features;
using MLNet.ActiveLearning.Proxies;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>How a proxy on stored features stands in for a network while labels are chosen.</summary>
public sealed record ProxyRetrainingOptions
{
    /// <summary>The proxy; its columns, classes and seed are set by the loop's trainer.</summary>
    /// <value>Default: the MLP of ASVP.</value>
    public FeatureProxyOptions Proxy { get; init; } = new();

    /// <summary>How the round's model is trained on pre-trained features.</summary>
    /// <value>Default: <see cref="FineTuning.Cifar10"/>.</value>
    public FineTuningRecipe Recipe { get; init; } = FineTuning.Cifar10;

    /// <summary>How a stored number is kept.</summary>
    /// <value>Default: <see cref="FeatureType.FullPrecision"/>.</value>
    public FeatureType FeatureType { get; init; }

    /// <summary>What is done to images outside the model, in words; stored with the features.</summary>
    /// <value>Default: <c>"none"</c>.</value>
    public string Preprocessing { get; init; } = "none";

    internal string Describe(string origin) =>
        $"{FineTuningText.Describe(Recipe)}; {Proxy with { Threads = 0, ClassNames = [], Seed = 0 }}; {FeatureType}, {Preprocessing}, {origin}";
}
