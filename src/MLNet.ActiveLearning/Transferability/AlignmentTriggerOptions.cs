namespace MLNet.ActiveLearning.Transferability;

/// <summary>When features are renewed by <see cref="AlignmentTrigger"/>.</summary>
public sealed record AlignmentTriggerOptions
{
    /// <summary>The score has settled when it differs by less than this from that of the round before.</summary>
    /// <value>Default 1, as published; above 0. It only makes sense on the scale of <see cref="LogMeMode.Released"/>.</value>
    public double Threshold { get; init; } = 1;

    /// <summary>Class clusters that stop within so many steps need no new features yet: nothing is scored in such a round.</summary>
    /// <value>Default 1, our reading of "converged in one iteration"; 0 or more.</value>
    public int MostSettledIterations { get; init; } = 1;

    /// <summary>How often features may be renewed in a run.</summary>
    /// <value>Default 1, as published; 0 for never.</value>
    public int MaxUpdates { get; init; } = 1;

    /// <summary>How class clusters move.</summary>
    /// <value>Default: the published forces.</value>
    public PotentialEnergyOptions Motion { get; init; } = new();

    /// <summary>The form of the evidence of the moved features.</summary>
    /// <value>Default <see cref="LogMeMode.Released"/>, the scale that a threshold of 1 was chosen on.</value>
    public LogMeMode Mode { get; init; } = LogMeMode.Released;

    /// <exception cref="ArgumentException">An option has a value that is not allowed; all problems in one message.</exception>
    internal void Check()
    {
        List<string> problems = [];
        if (!(Threshold > 0 && double.IsFinite(Threshold)))
        {
            problems.Add($"Threshold is {Threshold}; give a finite number above 0, for example 1.");
        }
        if (MostSettledIterations < 0)
        {
            problems.Add($"MostSettledIterations is {MostSettledIterations}; give 0 or more.");
        }
        if (MaxUpdates < 0)
        {
            problems.Add($"MaxUpdates is {MaxUpdates}; give 0 or more.");
        }
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems));
        }
    }
}
