using System.Runtime.ExceptionServices;

namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Sorts the files of a store into usable images and the others, with a reason for each of those.</summary>
internal sealed class ImageFileScan
{
    private const int FirstRead = 2048;
    private const int SecondRead = 256 * 1024; // metadata and previews can come before the size

    private readonly List<ImageFile> images = [];
    private readonly List<SkippedFile> invalid = [];

    private ImageFileScan(FolderLayout layout) => Layout = layout;

    public FolderLayout Layout { get; }

    /// <summary>The usable images by class name, then by path; one size only, unless sizes were to be mixed.</summary>
    public IReadOnlyList<ImageFile> Images => images;

    /// <summary>The other files, by path.</summary>
    public IReadOnlyList<SkippedFile> Invalid => invalid;

    /// <summary>Whether images had to go because they are not of the size that most images have.</summary>
    public bool HasMixedSizes { get; private set; }

    public static ImageFileScan Run(IFileStore store, ImageFilesOptions options)
    {
        ImageFileScan scan = new(FolderLayout.Detect(store.Paths));
        scan.ReadHeaders(store, options.CheckPixels);
        scan.RemoveRepeatedPaths();
        if (options.ResizeTo is null)
        {
            scan.RemoveOtherSizes();
        }

        scan.RemoveUnknownTestClasses();
        scan.images.Sort(Compare);
        scan.invalid.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return scan;
    }

    private static int Compare(ImageFile a, ImageFile b)
    {
        int order = string.CompareOrdinal(a.ClassName, b.ClassName);
        return order != 0 ? order : string.CompareOrdinal(a.Path, b.Path);
    }

    private void ReadHeaders(IFileStore store, bool checkPixels)
    {
        ImageFile?[] found = new ImageFile?[store.Paths.Count];
        string[] problems = new string[found.Length];
        IFileReader ReadHeader(int file, ParallelLoopState loop, IFileReader reader)
        {
            try
            {
                (string className, bool isTest) = Layout.Parse(store.Paths[file]);
                ImageFile image = new(file, store.Paths[file], className, isTest, ReadSize(reader, file));
                if (checkPixels)
                {
                    ImageDecoder.Decode(reader.Read(file), image.Size).Dispose();
                }

                found[file] = image;
            }
            catch (InvalidDataException e)
            {
                problems[file] = e.Message;
            }

            return reader;
        }

        try
        {
            Parallel.For(0, found.Length, store.OpenReader, ReadHeader, reader => reader.Dispose());
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }

        for (int file = 0; file < found.Length; file++)
        {
            if (found[file] is ImageFile image)
            {
                images.Add(image);
            }
            else
            {
                invalid.Add(new SkippedFile(store.Paths[file], problems[file]));
            }
        }
    }

    private static ImageSize ReadSize(IFileReader reader, int file)
    {
        foreach (int count in (ReadOnlySpan<int>)[FirstRead, SecondRead])
        {
            ArraySegment<byte> start = reader.ReadStart(file, count);
            if (ImageHeader.TryReadSize(start, isWholeFile: start.Count < count) is ImageSize size)
            {
                return size;
            }
        }

        return ImageHeader.TryReadSize(reader.Read(file), isWholeFile: true)!.Value;
    }

    private void RemoveRepeatedPaths()
    {
        HashSet<string> seen = [];
        Remove(image => seen.Add(image.Path) ? null : "is in the archive twice");
    }

    private void RemoveOtherSizes()
    {
        if (images.Count == 0)
        {
            return;
        }

        ImageSize common = images.CountBy(image => image.Size)
            .OrderByDescending(size => size.Value).ThenBy(size => size.Key.Width).ThenBy(size => size.Key.Height).First().Key;
        int before = images.Count;
        Remove(image => image.Size == common ? null : $"is {image.Size} pixels, most images are {common}");
        HasMixedSizes = images.Count < before;
    }

    private void RemoveUnknownTestClasses()
    {
        HashSet<string> known = [.. images.Where(image => !image.IsTest).Select(image => image.ClassName)];
        Remove(image => known.Contains(image.ClassName) ? null : $"is of class '{image.ClassName}', which has no image to train on");
    }

    private void Remove(Func<ImageFile, string?> findProblem) => images.RemoveAll(image =>
    {
        if (findProblem(image) is not string problem)
        {
            return false;
        }

        invalid.Add(new SkippedFile(image.Path, problem));
        return true;
    });
}
