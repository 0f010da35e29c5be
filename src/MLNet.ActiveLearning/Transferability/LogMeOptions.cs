namespace MLNet.ActiveLearning.Transferability;

/// <summary>What <see cref="LogMe"/> computes.</summary>
public sealed record LogMeOptions
{
    /// <summary>The form of the evidence.</summary>
    /// <value>Default <see cref="LogMeMode.Corrected"/>.</value>
    public LogMeMode Mode { get; init; } = LogMeMode.Corrected;

    /// <summary>Whether classes from 0 to the largest label count that have no row.</summary>
    /// <value>Default false: such a class adds a large positive evidence that says nothing. True repeats the published code.</value>
    public bool KeepAbsentClasses { get; init; }

    /// <summary>Whether to compute the posterior mean of the weights of each target.</summary>
    /// <value>Default false.</value>
    public bool ComputeWeights { get; init; }
}
