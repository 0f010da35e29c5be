namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reads MNIST and the sets that share its files.</summary>
internal static class MnistFiles
{
    public static readonly string[] DigitNames = [.. Enumerable.Range(0, 10).Select(i => $"{i}")];

    public static readonly string[] FashionNames =
        ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    public static ImageDataset Read(string folder, string name, string[] classNames)
    {
        StoredPixelRows train = ReadRows(folder, name, "train", "train", classNames, out ImageSize size);
        StoredPixelRows test = ReadRows(folder, name, "test", "t10k", classNames, out ImageSize testSize);
        return testSize == size
            ? ImageDataset.Create(name, train, test, size.Width, size.Height, channels: 1)
            : throw new InvalidDataException(
                $"In '{Path.GetFullPath(folder)}' the training images are {size} pixels and the test images {testSize}.");
    }

    /// <summary>A file's path, under one of the names in use, or <see langword="null"/>.</summary>
    public static string? Find(string folder, string prefix, string kind, int dimensions)
    {
        string[] names = [$"{prefix}-{kind}-idx{dimensions}-ubyte", $"{prefix}-{kind}.idx{dimensions}-ubyte"];
        return names.SelectMany(name => (string[])[name, name + ".gz"])
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static StoredPixelRows ReadRows(
        string folder, string name, string split, string prefix, string[] classNames, out ImageSize size)
    {
        string imageFile = Require(folder, name, prefix, "images", 3);
        string labelFile = Require(folder, name, prefix, "labels", 1);
        IdxFile images = IdxFile.Read(imageFile, 3);
        IdxFile labels = IdxFile.Read(labelFile, 1);
        if (images.Dimensions[0] != labels.Dimensions[0])
        {
            throw new InvalidDataException(
                $"'{imageFile}' holds {images.Dimensions[0]} images, but '{labelFile}' holds {labels.Dimensions[0]} labels.");
        }

        int wrong = labels.Values.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(classNames.Length - 1));
        if (wrong >= 0)
        {
            throw new InvalidDataException(
                $"'{labelFile}' gives label {labels.Values[wrong]} to row {wrong}; labels go from 0 to {classNames.Length - 1}.");
        }

        size = new ImageSize(images.Dimensions[2], images.Dimensions[1]);
        return new StoredPixelRows(split, classNames, labels.Values, images.Values, channels: 1, size);
    }

    private static string Require(string folder, string name, string prefix, string kind, int dimensions) =>
        Find(folder, prefix, kind, dimensions)
        ?? StoredFolder.Require(folder, name, $"{prefix}-{kind}-idx{dimensions}-ubyte (or the same with .gz)")[0];
}
