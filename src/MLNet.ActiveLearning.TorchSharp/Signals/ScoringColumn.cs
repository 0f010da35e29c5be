namespace MLNet.ActiveLearning.Signals;

/// <summary>A column that a scoring signal adds to the model's output.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Dimensions">Of the vector of Single, each at least 1; none for a single number.</param>
public sealed record ScoringColumn(string Name, params IReadOnlyList<int> Dimensions);
