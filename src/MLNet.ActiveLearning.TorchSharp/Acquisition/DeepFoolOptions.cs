namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Options of <see cref="DeepFool"/>.</summary>
public sealed record DeepFoolOptions
{
    /// <summary>Steps after which a point counts as one that nothing moves.</summary>
    /// <value>Default 50, as published; at least 1.</value>
    public int MaximumIterations { get; init; } = 50;

    /// <summary>Fraction by which a move is prolonged to get over the boundary.</summary>
    /// <value>Default 0.02, as published; 0 and more, finite.</value>
    public double Overshoot { get; init; } = 0.02;

    /// <summary>Added to the length of each step, so that a step is never nothing.</summary>
    /// <value>Default 1e-4, as published; 0 and more, finite.</value>
    public double Stabilizer { get; init; } = 1e-4;

    /// <summary>Classes whose boundaries are looked at: the predicted one and those that come next. Each costs a backward pass a step.</summary>
    /// <value>Default <see langword="null"/>: all; at least 2.</value>
    public int? NearestClasses { get; init; }

    /// <summary>Points that go through the network at once; a forward pass with gradients takes several times the memory of one without.</summary>
    /// <value>Default 64; at least 1.</value>
    public int BatchSize { get; init; } = 64;

    /// <summary>The reasons why these options cannot work, each a sentence that says what was given and what is allowed.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (MaximumIterations < 1)
        {
            problems.Add($"MaximumIterations of DeepFoolOptions is {MaximumIterations}; use 1 or more, 50 is the published number.");
        }

        if (!double.IsFinite(Overshoot) || Overshoot < 0)
        {
            problems.Add($"Overshoot of DeepFoolOptions is {Overshoot}; use a finite number, 0 or more.");
        }

        if (!double.IsFinite(Stabilizer) || Stabilizer < 0)
        {
            problems.Add($"Stabilizer of DeepFoolOptions is {Stabilizer}; use a finite number, 0 or more.");
        }

        if (NearestClasses < 2)
        {
            problems.Add($"NearestClasses of DeepFoolOptions is {NearestClasses}; use 2 or more, or null for all classes.");
        }

        if (BatchSize < 1)
        {
            problems.Add($"BatchSize of DeepFoolOptions is {BatchSize}; use 1 or more.");
        }

        return problems;
    }
}
