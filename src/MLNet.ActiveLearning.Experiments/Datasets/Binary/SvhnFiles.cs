namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reads the cropped digits of the Street View House Numbers (format 2).</summary>
internal static class SvhnFiles
{
    public static readonly string[] Names = ["train_32x32.mat", "test_32x32.mat"];

    private const int Side = 32;
    private const int Channels = 3;
    private const int Plane = Side * Side;

    public static ImageDataset Read(string folder)
    {
        string[] files = StoredFolder.Require(folder, "SVHN", Names);
        return ImageDataset.Create("svhn", ReadRows("train", files[0]), ReadRows("test", files[1]), Side, Side, Channels);
    }

    private static StoredPixelRows ReadRows(string split, string file)
    {
        Dictionary<string, MatArray> arrays = MatFile.Read(file, "X", "y");
        MatArray images = arrays["X"];
        MatArray labels = arrays["y"];
        if (images.Type != MatType.UInt8 || images.Dimensions is not [Side, Side, Channels, _])
        {
            throw new InvalidDataException(
                $"X in '{file}' is {string.Join(" x ", images.Dimensions)} of {images.Type}; it must be 32 x 32 x 3 x N of UInt8.");
        }

        if (labels.Count != images.Dimensions[3])
        {
            throw new InvalidDataException($"'{file}' holds {images.Dimensions[3]} images, but {labels.Count} labels.");
        }

        byte[] digits = new byte[labels.Count];
        for (int i = 0; i < digits.Length; i++)
        {
            double label = labels.GetValue(i);
            digits[i] = label is >= 0 and <= 10 && label == Math.Truncate(label)
                ? (byte)((int)label % 10) // the authors write digit 0 as 10
                : throw new InvalidDataException(
                    $"'{file}' gives label {label} to row {i}; labels go from 1 to 10, where 10 is the digit 0.");
        }

        byte[] pixels = TransposePlanes(images.Bytes);
        return new StoredPixelRows(split, MnistFiles.DigitNames, digits, pixels, Channels, new ImageSize(Side, Side));
    }

    /// <summary>MATLAB stores columns, so that the place within a plane is y + 32 x; ours is x + 32 y.</summary>
    private static byte[] TransposePlanes(byte[] source)
    {
        byte[] target = new byte[source.Length];
        Parallel.For(0, source.Length / Plane, plane =>
        {
            ReadOnlySpan<byte> from = source.AsSpan(plane * Plane, Plane);
            Span<byte> to = target.AsSpan(plane * Plane, Plane);
            for (int y = 0; y < Side; y++)
            {
                for (int x = 0; x < Side; x++)
                {
                    to[(y * Side) + x] = from[(x * Side) + y];
                }
            }
        });
        return target;
    }
}
