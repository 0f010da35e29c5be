namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>One run of one strategy with one seed.</summary>
/// <param name="Index">Its place in the comparison, from 0.</param>
/// <param name="Count">Cells of the comparison.</param>
/// <param name="Strategy">The contestant's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="RoundCount">Rounds of the cell.</param>
public sealed record ComparisonCell(int Index, int Count, string Strategy, ulong Seed, int RoundCount);
