using System.Text;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Makes a data set of image files in a folder or an archive.</summary>
internal static class ImageFileSet
{
    private const int ListedFiles = 5;

    public static ImageDataset FromFolder(string path, ImageFilesOptions options)
    {
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"There is no folder '{Path.GetFullPath(path)}'.");
        }

        return Create(new FolderStore(path), Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), options);
    }

    public static ImageDataset FromZip(string path, ImageFilesOptions options)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no zip archive '{Path.GetFullPath(path)}'.", path);
        }

        return Create(new ZipStore(path), Path.GetFileNameWithoutExtension(path), options);
    }

    private static ImageDataset Create(IFileStore store, string name, ImageFilesOptions options)
    {
        options.Validate();
        ImageFileScan scan = ImageFileScan.Run(store, options);
        if (scan.Invalid.Count > 0 && !options.SkipInvalid)
        {
            throw new InvalidDataException(DescribeInvalid(store, scan));
        }

        string[] classNames = [.. scan.Images.Select(image => image.ClassName).Distinct()];
        if (classNames.Length < 2)
        {
            throw new InvalidDataException(DescribeTooFewClasses(store, scan, classNames));
        }

        ImageSize size = options.ResizeTo ?? scan.Images[0].Size;
        IReadOnlyList<ImageFile> images = scan.Layout.HasTestFolder
            ? scan.Images
            : HoldOut.Mark(scan.Images, options.TestShare, options.Seed);
        FileRows RowsOf(bool isTest) =>
            new(store, [.. images.Where(image => image.IsTest == isTest)], classNames, size, resize: options.ResizeTo is not null);
        return ImageDataset.Create(name, RowsOf(isTest: false), RowsOf(isTest: true), size.Width, size.Height, channels: 3) with
        {
            Skipped = scan.Invalid,
        };
    }

    private static string DescribeInvalid(IFileStore store, ImageFileScan scan)
    {
        StringBuilder message = new($"{scan.Invalid.Count} of {store.Paths.Count} files in '{store.Location}' cannot be used:");
        foreach (SkippedFile file in scan.Invalid.Take(ListedFiles))
        {
            message.Append($"\n  {file.Path} {file.Reason}");
        }

        if (scan.Invalid.Count > ListedFiles)
        {
            message.Append($"\n  and {scan.Invalid.Count - ListedFiles} more");
        }

        message.Append("\nRemove or repair them, or set SkipInvalid = true to leave them out.");
        if (scan.HasMixedSizes)
        {
            message.Append(" To bring all images to one size, set ResizeTo.");
        }

        return message.ToString();
    }

    private static string DescribeTooFewClasses(IFileStore store, ImageFileScan scan, string[] classNames)
    {
        string found = classNames.Length == 0 ? "no usable image" : $"images of one class only, '{classNames[0]}'";
        string skipped = scan.Invalid is [SkippedFile first, ..]
            ? $" ({scan.Invalid.Count} files were left out; the first one, {first.Path}, {first.Reason})"
            : "";
        return $"'{store.Location}' holds {found}{skipped}. Put JPEG or PNG files into one folder a class: "
            + "class/file.jpg, or train/class/file.jpg and test/class/file.jpg.";
    }
}
