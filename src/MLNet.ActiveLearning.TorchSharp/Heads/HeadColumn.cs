namespace MLNet.ActiveLearning.Heads;

/// <summary>A column that a head adds to the model's output.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Size">Length of the vector of Single, or 0 for a single number.</param>
public sealed record HeadColumn(string Name, int Size);
