namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>A label that a strategy asked for.</summary>
/// <param name="Strategy">The contestant's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Round">The round whose query it is in, from 0; -1 for the labels that were there at the start.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Label">The class.</param>
public sealed record QueriedLabel(string Strategy, ulong Seed, int Round, string Id, string Label);
