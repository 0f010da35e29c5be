namespace MLNet.ActiveLearning.Weights;

/// <summary>A tensor that has one shape in the file and another in the network.</summary>
/// <param name="Name">Its name in the network.</param>
/// <param name="FileShape">Its shape in the file.</param>
/// <param name="NetworkShape">Its shape in the network.</param>
public sealed record WeightMismatch(string Name, IReadOnlyList<long> FileShape, IReadOnlyList<long> NetworkShape)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} is ({string.Join(", ", FileShape)}) in the file and ({string.Join(", ", NetworkShape)}) in the network";
}
