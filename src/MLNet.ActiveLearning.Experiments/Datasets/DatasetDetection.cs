namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Finds out what kind of data set lies at a path.</summary>
internal static class DatasetDetection
{
    private const int ListedNames = 8;

    /// <summary>Where the published archives and other libraries put the files below the folder that a user would name.</summary>
    private static readonly string[] UsualSubfolders =
        ["", "cifar-10-batches-bin", "cifar-100-binary", "raw", "MNIST/raw", "FashionMNIST/raw"];

    public static ImageDataset Open(string? pathOrName, ImageFilesOptions? options)
    {
        if (string.IsNullOrWhiteSpace(pathOrName)
            || (pathOrName.Equals(ImageDatasets.SyntheticName, StringComparison.OrdinalIgnoreCase) && !Path.Exists(pathOrName)))
        {
            return ImageDatasets.Synthetic();
        }

        if (File.Exists(pathOrName))
        {
            return Path.GetExtension(pathOrName).Equals(".zip", StringComparison.OrdinalIgnoreCase)
                ? ImageDatasets.FromZip(pathOrName, options)
                : throw new InvalidDataException($"'{pathOrName}' is a file, but no .zip archive. {WhatCanBeOpened}");
        }

        if (!Directory.Exists(pathOrName))
        {
            throw new FileNotFoundException($"There is no file or folder '{Path.GetFullPath(pathOrName)}'. {WhatCanBeOpened}", pathOrName);
        }

        return OpenPublished(pathOrName)
            ?? (HasClassFolders(pathOrName)
                ? ImageDatasets.FromFolder(pathOrName, options)
                : throw new InvalidDataException(DescribeUnknown(pathOrName)));
    }

    private static string WhatCanBeOpened =>
        "Name a .zip archive of images, a folder with class folders or a published data set, "
        + $"or '{ImageDatasets.SyntheticName}' for the embedded one.";

    private static ImageDataset? OpenPublished(string folder)
    {
        foreach (string below in UsualSubfolders)
        {
            string candidate = Path.Combine(folder, below);
            bool Has(string name) => File.Exists(Path.Combine(candidate, name));
            if (Has(CifarFiles.TrainFiles10[0]))
            {
                return ImageDatasets.Cifar10Binary(candidate);
            }

            if (Array.TrueForAll(CifarFiles.Files100, Has))
            {
                return ImageDatasets.Cifar100Binary(candidate);
            }

            if (SvhnFiles.Names.Any(Has))
            {
                return ImageDatasets.Svhn(candidate);
            }

            if (MnistFiles.Find(candidate, "train", "images", 3) is not null)
            {
                bool isFashion = Path.GetFullPath(candidate).Contains("fashion", StringComparison.OrdinalIgnoreCase);
                return isFashion ? ImageDatasets.FashionMnist(candidate) : ImageDatasets.Mnist(candidate);
            }
        }

        return null;
    }

    private static bool HasClassFolders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(path => !FolderLayout.IsHidden(Path.GetFileName(path)))
        .Any(path => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Any(FolderLayout.LooksLikeImage));

    private static string DescribeUnknown(string folder)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(folder)
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        string found = names.Length switch
        {
            0 => "The folder is empty.",
            <= ListedNames => $"It holds {string.Join(", ", names)}.",
            _ => $"It holds {string.Join(", ", names.Take(ListedNames))} and {names.Length - ListedNames} more.",
        };
        return $"""
            No data set was recognised in '{Path.GetFullPath(folder)}'. {found} Looked for:
              CIFAR-10, binary version: data_batch_1.bin to data_batch_5.bin, test_batch.bin
              CIFAR-100, binary version: train.bin, test.bin
              MNIST or Fashion-MNIST: train-images-idx3-ubyte and its three companions, each possibly with .gz
              SVHN, cropped digits: train_32x32.mat, test_32x32.mat
              image files: class/file.jpg (or .png), or train/class/file.jpg and test/class/file.jpg
            {WhatCanBeOpened}
            """;
    }
}
