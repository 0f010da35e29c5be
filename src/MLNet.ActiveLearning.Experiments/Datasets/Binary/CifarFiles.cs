namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Reads the binary version of CIFAR-10 and CIFAR-100: records of one or two label bytes and three planes of bytes.</summary>
internal static class CifarFiles
{
    public static readonly string[] TrainFiles10 = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")];
    public static readonly string[] Files100 = ["train.bin", "test.bin"];

    private const int Channels = 3;
    private const int PixelBytes = Channels * 32 * 32;
    private static readonly ImageSize Size = new(32, 32);
    private static readonly string[] ClassNames10 =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    public static ImageDataset Read10(string folder)
    {
        string[] files = StoredFolder.Require(folder, "CIFAR-10", [.. TrainFiles10, "test_batch.bin"]);
        string names = Path.Combine(folder, "batches.meta.txt");
        string[] classNames = File.Exists(names) ? ReadNames(names, 10) : ClassNames10;
        return Create("cifar10", classNames, files.AsSpan(0, 5), files.AsSpan(5), labelBytes: 1, labelByte: 0);
    }

    public static ImageDataset Read100(string folder, Cifar100Labels labels)
    {
        bool isFine = labels == Cifar100Labels.Fine;
        string nameFile = isFine ? "fine_label_names.txt" : "coarse_label_names.txt";
        string[] files = StoredFolder.Require(folder, "CIFAR-100", [.. Files100, nameFile]);
        string[] classNames = ReadNames(files[2], isFine ? 100 : 20);
        string name = isFine ? "cifar100" : "cifar100-coarse";
        return Create(name, classNames, files.AsSpan(0, 1), files.AsSpan(1, 1), labelBytes: 2, labelByte: isFine ? 1 : 0);
    }

    private static ImageDataset Create(
        string name, string[] classNames, ReadOnlySpan<string> train, ReadOnlySpan<string> test, int labelBytes, int labelByte) =>
        ImageDataset.Create(
            name,
            ReadRows("train", classNames, train, labelBytes, labelByte),
            ReadRows("test", classNames, test, labelBytes, labelByte),
            Size.Width,
            Size.Height,
            Channels);

    private static StoredPixelRows ReadRows(string split, string[] classNames, ReadOnlySpan<string> files, int labelBytes, int labelByte)
    {
        int recordLength = labelBytes + PixelBytes;
        int count = 0;
        foreach (string file in files)
        {
            long length = new FileInfo(file).Length;
            if (length == 0 || length % recordLength != 0)
            {
                throw new InvalidDataException(
                    $"'{file}' is {length} bytes long, which is no multiple of the {recordLength} bytes of a record. "
                    + "It may be cut off, or not be the binary version.");
            }

            count = checked(count + (int)(length / recordLength));
        }

        byte[] labels = new byte[count];
        byte[] pixels = new byte[checked(count * PixelBytes)];
        byte[] record = new byte[recordLength];
        int row = 0;
        foreach (string file in files)
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            for (long i = stream.Length / recordLength; i > 0; i--, row++)
            {
                stream.ReadExactly(record);
                labels[row] = record[labelByte];
                if (labels[row] >= classNames.Length)
                {
                    throw new InvalidDataException(
                        $"'{file}' gives label {labels[row]} to row {row} ({split}); labels go from 0 to {classNames.Length - 1}.");
                }

                record.AsSpan(labelBytes).CopyTo(pixels.AsSpan(row * PixelBytes));
            }
        }

        return new StoredPixelRows(split, classNames, labels, pixels, Channels, Size);
    }

    private static string[] ReadNames(string file, int expected)
    {
        string[] names = [.. File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0)];
        return names.Length == expected ? names : throw new InvalidDataException(
            $"'{file}' has {names.Length} class names; it must have {expected}, one a line.");
    }
}
