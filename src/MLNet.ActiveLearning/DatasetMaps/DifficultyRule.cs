namespace MLNet.ActiveLearning.DatasetMaps;

/// <summary>The published boundaries between easy and hard samples (ASVP, section 4.1 and appendix G).</summary>
public static class DifficultyRule
{
    /// <summary>By confidence: very hard below 0.25, hard below 0.5, medium below 0.75, easy from there.</summary>
    /// <param name="confidence">In [0, 1].</param>
    public static Difficulty ByConfidence(double confidence) => confidence switch
    {
        < 0.25 => Difficulty.VeryHard,
        < 0.5 => Difficulty.Hard,
        < 0.75 => Difficulty.Medium,
        >= 0.75 => Difficulty.Easy,
        _ => throw NotANumber(nameof(confidence)),
    };

    /// <summary>By variability, chosen for CIFAR-10: easy below 0.05, medium below 0.1, hard below 0.15, very hard from there.</summary>
    /// <param name="variability">0 and more.</param>
    public static Difficulty ByVariability(double variability) => variability switch
    {
        < 0.05 => Difficulty.Easy,
        < 0.10 => Difficulty.Medium,
        < 0.15 => Difficulty.Hard,
        >= 0.15 => Difficulty.VeryHard,
        _ => throw NotANumber(nameof(variability)),
    };

    private static ArgumentException NotANumber(string name) => new($"{name} is NaN; give a number.", name);
}
