namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Options of <see cref="Bim"/>.</summary>
public sealed record BimOptions
{
    /// <summary>Steps after which a point counts as one that nothing moves.</summary>
    /// <value>Default 1000, as in distil; at least 1.</value>
    public int MaximumIterations { get; init; } = 1000;

    /// <summary>How far a step moves each coordinate, in the units of the points.</summary>
    /// <value>Default 0.05, as in distil; positive, finite. For pixels normalised by a deviation of 0.2 this is 0.01 of their full range.</value>
    public double StepSize { get; init; } = 0.05;

    /// <summary>Points that go through the network at once; a forward pass with gradients takes several times the memory of one without.</summary>
    /// <value>Default 64; at least 1.</value>
    public int BatchSize { get; init; } = 64;

    /// <summary>The reasons why these options cannot work, each a sentence that says what was given and what is allowed.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (MaximumIterations < 1)
        {
            problems.Add($"MaximumIterations of BimOptions is {MaximumIterations}; use 1 or more, for example 1000.");
        }

        if (!double.IsFinite(StepSize) || StepSize <= 0)
        {
            problems.Add($"StepSize of BimOptions is {StepSize}; use a finite number greater than 0, for example 0.05.");
        }

        if (BatchSize < 1)
        {
            problems.Add($"BatchSize of BimOptions is {BatchSize}; use 1 or more.");
        }

        return problems;
    }
}
