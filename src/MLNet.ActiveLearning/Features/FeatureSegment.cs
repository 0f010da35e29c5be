namespace MLNet.ActiveLearning.Features;

/// <summary>Where a finished segment of a feature file is.</summary>
/// <param name="FirstRow">The store's row that its first one is.</param>
/// <param name="RowCount">Its rows.</param>
/// <param name="IdOffset">Byte of the file at which its ids begin.</param>
/// <param name="IdBytes">Their length.</param>
/// <param name="FeatureOffset">Byte of the file at which its features begin.</param>
/// <param name="FeatureBytes">Their length.</param>
/// <param name="IdChecksum">CRC-32 of the ids.</param>
/// <param name="FeatureChecksum">CRC-32 of the features.</param>
internal sealed record FeatureSegment(
    long FirstRow, int RowCount, long IdOffset, long IdBytes, long FeatureOffset, long FeatureBytes, uint IdChecksum, uint FeatureChecksum)
{
    public IReadOnlyList<string> Ids { get; init; } = [];

    public long End => FeatureOffset + FeatureBytes;
}
