namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Rows that were read from a published file as a whole.</summary>
internal sealed class StoredPixelRows(
    string split, IReadOnlyList<string> classNames, byte[] labels, byte[] pixels, int channels, ImageSize size)
    : PixelRows(split, classNames, labels.Length, channels, size)
{
    public override int GetClass(int row) => labels[row];

    public override ReadOnlySpan<byte> GetPixels(int row) => pixels.AsSpan(row * ImageLength, ImageLength);
}
