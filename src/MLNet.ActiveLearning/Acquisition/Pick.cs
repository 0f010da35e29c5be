namespace MLNet.ActiveLearning.Acquisition;

/// <summary>A row that a set method picked.</summary>
/// <param name="Index">The row, from 0.</param>
/// <param name="Score">What the pick was worth when it was made, in the method's own unit (a gain, a distance, a probability weight); higher is better.</param>
public readonly record struct Pick(int Index, double Score);
