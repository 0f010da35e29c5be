namespace MLNet.ActiveLearning.Training;

/// <summary>Images of one shape in memory, one byte a channel and pixel.</summary>
/// <remarks>
/// Stored (N, H, W, C): the order in which the channels-last convolutions read their input, so that a batch is written in one
/// straight pass. Blocks of about a megabyte keep the store free of copies as it grows, and of the limit of 2 GiB an array has.
/// </remarks>
internal sealed class ImageStore(ImageShape shape)
{
    private readonly List<byte[]> blocks = [];
    private readonly int imagesPerBlock = Math.Max(1, (1 << 20) / shape.Size);

    public ImageShape Shape => shape;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] =>
        blocks[index / imagesPerBlock].AsSpan(index % imagesPerBlock * shape.Size, shape.Size);

    /// <summary>Makes room for an image.</summary>
    /// <returns>Its (H, W, C) bytes, to be filled by the caller.</returns>
    public Span<byte> Add()
    {
        int place = Count % imagesPerBlock;
        if (place == 0)
        {
            blocks.Add(GC.AllocateUninitializedArray<byte>(imagesPerBlock * shape.Size));
        }

        Count++;
        return blocks[^1].AsSpan(place * shape.Size, shape.Size);
    }

    /// <summary>Mean and population standard deviation of each channel, in units of the full range.</summary>
    public Normalization Measure()
    {
        var sums = new long[shape.Channels];
        var squares = new long[shape.Channels];
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> image = this[i];
            for (int j = 0; j < image.Length; j++)
            {
                sums[j % sums.Length] += image[j];
                squares[j % sums.Length] += image[j] * image[j];
            }
        }

        double pixels = (double)Count * shape.Height * shape.Width;
        double[] mean = [.. sums.Select(s => s / pixels / 255)];
        // A channel that never changes has no scale; it is only centred, with the smallest step of a byte as its unit.
        double[] deviation = [.. squares.Select((s, c) => Math.Max(1.0 / 255, Math.Sqrt(Math.Max(0, (s / pixels / (255.0 * 255)) - (mean[c] * mean[c])))))];
        return new Normalization { Mean = mean, StandardDeviation = deviation };
    }
}
