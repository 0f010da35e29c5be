namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>A <see cref="RedundantPool"/> of exact copies.</summary>
public sealed record Duplicates : RedundantPool
{
    /// <inheritdoc/>
    public override string Description => $"{Redundancy} copies of an image beside {UniquePoints} unique ones";

    private protected override MappedRows.Placements? CreatePlacements(int[] sources) => null;
}
