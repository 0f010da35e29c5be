using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Whether the rows that <see cref="GradMatchStrategy"/> chooses count alike.</summary>
public enum GradMatchWeighting
{
    /// <summary>Each chosen row counts once: the rows are to be labelled and trained on as they are.</summary>
    Unit,

    /// <summary>Each chosen row has a weight, found by orthogonal matching pursuit.</summary>
    Pursuit,
}

/// <summary>Options of <see cref="GradMatchStrategy"/>.</summary>
public sealed record GradMatchOptions
{
    /// <summary>Whether the chosen rows count alike.</summary>
    /// <value>Default: <see cref="GradMatchWeighting.Unit"/>.</value>
    public GradMatchWeighting Weighting { get; init; } = GradMatchWeighting.Unit;

    /// <summary>What the sum of unit weights is matched with; not used by the pursuit.</summary>
    /// <value>Default: <see cref="GradMatchTargetScale.Intended"/>.</value>
    public GradMatchTargetScale TargetScale { get; init; } = GradMatchTargetScale.Intended;

    /// <summary>How the pursuit keeps weights from becoming negative.</summary>
    /// <value>Default: <see cref="PursuitSolver.RidgeDropNegative"/>.</value>
    public PursuitSolver Solver { get; init; } = PursuitSolver.RidgeDropNegative;

    /// <summary>Ridge lambda of the pursuit, 0 or more.</summary>
    /// <value>Default: 0.5.</value>
    public double Lambda { get; init; } = 0.5;

    /// <summary>The pursuit ends when the residual's norm is below this share of the target's, 0 or more.</summary>
    /// <value>Default: 1e-4.</value>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The column of class probabilities.</summary>
    /// <value>Default: <c>"Score"</c>.</value>
    public string ScoreColumnName { get; init; } = SignalNames.Score;

    /// <summary>The column with the input of the last layer.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;

    internal IEnumerable<string> FindProblems()
    {
        if (!Enum.IsDefined(Weighting))
        {
            yield return $"Weighting is {Weighting}; it must be one of {string.Join(", ", Enum.GetNames<GradMatchWeighting>())}.";
        }
        if (!Enum.IsDefined(TargetScale))
        {
            yield return $"TargetScale is {TargetScale}; it must be one of {string.Join(", ", Enum.GetNames<GradMatchTargetScale>())}.";
        }
        foreach (string problem in ToSettings().FindProblems())
        {
            yield return problem;
        }
    }

    internal PursuitSettings ToSettings() => new() { Solver = Solver, Lambda = Lambda, Tolerance = Tolerance };
}
