namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>A row, or a batch of rows, with the weight that a matching pursuit gave it.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Weight">0 or more.</param>
public readonly record struct WeightedRow(int Index, double Weight);

/// <summary>What a matching pursuit found.</summary>
/// <param name="Rows">The chosen columns in the order of choice; fewer than asked for if the residual could not be made smaller.</param>
/// <param name="ResidualNorms">The residual's norm after each step.</param>
public sealed record PursuitResult(IReadOnlyList<WeightedRow> Rows, IReadOnlyList<double> ResidualNorms);
