namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>How fast claims on cells beat, and when a silent one counts as dead.</summary>
/// <param name="Beat">Between two signs of life.</param>
/// <param name="Expiry">Silence, by the clock of the process that waits, after which a claim of another machine is taken over.</param>
/// <param name="Poll">Between two looks at cells that others work on.</param>
internal sealed record ClaimTiming(TimeSpan Beat, TimeSpan Expiry, TimeSpan Poll)
{
    public static ClaimTiming Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(2));
}
