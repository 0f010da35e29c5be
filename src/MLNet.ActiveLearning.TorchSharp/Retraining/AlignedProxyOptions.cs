using MLNet.ActiveLearning.Transferability;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>How aligned selection via proxy (ASVP) chooses, trains and renews its features.</summary>
public sealed record AlignedProxyOptions
{
    /// <summary>Proxy and features; its recipe trains the models from the round on in which the features are renewed, and the network that computes the new ones.</summary>
    /// <value>Default: the MLP of ASVP and <see cref="FineTuning.Cifar10"/>.</value>
    public ProxyRetrainingOptions Selection { get; init; } = new();

    /// <summary>How the model of a round is trained before the features are renewed.</summary>
    /// <value>Default: <see cref="FineTuning.Cifar10Probed"/>. The recipe of <see cref="Selection"/> gives the method without aligned training.</value>
    public FineTuningRecipe EarlyRecipe { get; init; } = FineTuning.Cifar10Probed;

    /// <summary>When features are renewed.</summary>
    /// <value>Default: the published rule, once in a run.</value>
    public AlignmentTriggerOptions Trigger { get; init; } = new();

    /// <summary>Whether the proxy goes on with the renewed features.</summary>
    /// <value>Default: true. False for the method without aligned features: only the training changes, and no features are computed anew.</value>
    public bool RenewsFeatures { get; init; } = true;

    internal string Describe(string origin) =>
        $"{Selection.Describe(origin)}; at first {FineTuningText.Describe(EarlyRecipe)}; {Trigger}{(RenewsFeatures ? "" : "; features kept")}";
}
