namespace MLNet.ActiveLearning.Transferability;

/// <summary>How class clusters repel each other in <see cref="PotentialEnergyDecline"/>. The defaults are the published ones.</summary>
public sealed record PotentialEnergyOptions
{
    /// <summary>n: clusters overlap when their means are nearer than n times the sum of their radii.</summary>
    /// <value>Default 0.6; above 0. The published code also uses 0.3.</value>
    public double RadiusFactor { get; init; } = 0.6;

    /// <summary>dt: how long a force acts in a step.</summary>
    /// <value>Default 0.1; above 0.</value>
    public double TimeStep { get; init; } = 0.1;

    /// <summary>K: the force of an overlap of 1.</summary>
    /// <value>Default 1; above 0.</value>
    public double Stiffness { get; init; } = 1;

    /// <summary>A step that moves the classes by no more than this part of what the first one did is not taken, and ends the motion.</summary>
    /// <value>Default 0.5; 0 to below 1.</value>
    public double ExitRatio { get; init; } = 0.5;

    /// <summary>Steps at most.</summary>
    /// <value>Default 6; at least 1.</value>
    public int MaxSteps { get; init; } = 6;

    /// <summary>Dimensions that vary less among the reference features are scaled as if they varied by this.</summary>
    /// <value>Default 0.001; above 0.</value>
    public double SmallestDeviation { get; init; } = 1e-3;

    /// <exception cref="ArgumentException">An option has a value that is not allowed; all problems in one message.</exception>
    internal void Check()
    {
        List<string> problems = [];
        foreach ((string name, double value) in new[]
        {
            (nameof(RadiusFactor), RadiusFactor), (nameof(TimeStep), TimeStep), (nameof(Stiffness), Stiffness), (nameof(SmallestDeviation), SmallestDeviation),
        })
        {
            if (!(value > 0 && double.IsFinite(value)))
            {
                problems.Add($"{name} is {value}; give a finite number above 0.");
            }
        }
        if (!(ExitRatio is >= 0 and < 1))
        {
            problems.Add($"ExitRatio is {ExitRatio}; give 0 to below 1.");
        }
        if (MaxSteps < 1)
        {
            problems.Add($"MaxSteps is {MaxSteps}; give at least 1.");
        }
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems));
        }
    }
}
