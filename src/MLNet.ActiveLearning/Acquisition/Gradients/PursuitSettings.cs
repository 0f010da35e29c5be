namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>How the weights of a matching pursuit are kept from becoming negative.</summary>
public enum PursuitSolver
{
    /// <summary>Solve the regularised normal equations; while a weight is negative, drop the column with the most negative one and solve again.</summary>
    RidgeDropNegative,

    /// <summary>Least squares over the regularised normal equations with weights of 0 or more.</summary>
    NonNegativeNormalEquations,
}

/// <summary>Settings of orthogonal matching pursuit.</summary>
public sealed record PursuitSettings
{
    /// <summary>How weights are kept from becoming negative.</summary>
    /// <value>Default: <see cref="PursuitSolver.RidgeDropNegative"/>.</value>
    public PursuitSolver Solver { get; init; } = PursuitSolver.RidgeDropNegative;

    /// <summary>Ridge lambda, 0 or more.</summary>
    /// <value>Default: 0.5.</value>
    public double Lambda { get; init; } = 0.5;

    /// <summary>The pursuit ends when the residual's norm is below this share of the target's, 0 or more.</summary>
    /// <value>Default: 1e-4.</value>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>All that is wrong with the settings, one sentence each; none if they are valid.</summary>
    public IEnumerable<string> FindProblems()
    {
        if (!Enum.IsDefined(Solver))
        {
            yield return $"Solver is {Solver}; it must be one of {string.Join(", ", Enum.GetNames<PursuitSolver>())}.";
        }
        if (!double.IsFinite(Lambda) || Lambda < 0)
        {
            yield return $"Lambda is {Lambda}; it must be a number of 0 or more.";
        }
        if (!double.IsFinite(Tolerance) || Tolerance < 0)
        {
            yield return $"Tolerance is {Tolerance}; it must be a number of 0 or more.";
        }
    }

    internal void Check()
    {
        string[] problems = [.. FindProblems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), "settings");
        }
    }
}
