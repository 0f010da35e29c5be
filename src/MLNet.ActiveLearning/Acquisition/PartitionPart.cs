namespace MLNet.ActiveLearning.Acquisition;

/// <summary>A part of a pool that rows are chosen from by themselves.</summary>
/// <param name="First">Its first row, from 0.</param>
/// <param name="Count">How many rows it has.</param>
/// <param name="Budget">How many of them to choose; may be 0.</param>
public readonly record struct PartitionPart(int First, int Count, int Budget);
