namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Finds class and split of image files from their paths.</summary>
/// <remarks>
/// Known layouts: <c>class/file</c>, and <c>train/class/file</c> with or without <c>test/class/file</c> (<c>val</c>, <c>valid</c> or
/// <c>validation</c> stand for <c>test</c> where that is absent). One folder around it all is ignored. Folders within a class belong
/// to that class.
/// </remarks>
internal sealed class FolderLayout
{
    private const string TrainFolder = "train";
    private static readonly string[] TestFolders = ["test", "val", "valid", "validation"];
    private static readonly string[] ImageExtensions = [".jpg", ".jpeg", ".jpe", ".jfif", ".png"];

    private readonly string wrapper;
    private readonly bool hasTrainFolder;
    private readonly string? testFolder;

    private FolderLayout(string wrapper, bool hasTrainFolder, string? testFolder)
    {
        this.wrapper = wrapper;
        this.hasTrainFolder = hasTrainFolder;
        this.testFolder = testFolder;
    }

    /// <summary>Whether some of the files were set apart for measuring.</summary>
    public bool HasTestFolder => testFolder is not null;

    /// <summary>Whether a file is left out without a word: hidden ones, and what operating systems leave behind.</summary>
    public static bool IsHidden(string path) => path.Split('/').Any(part =>
        part.StartsWith('.') || part is "__MACOSX" or "Thumbs.db" or "desktop.ini");

    /// <summary>Finds the layout that the image files among the paths have.</summary>
    public static FolderLayout Detect(IEnumerable<string> paths)
    {
        List<string> images = [.. paths.Where(LooksLikeImage)];
        string wrapper = "";
        while (FindWrapper(images, wrapper.Length) is string found)
        {
            wrapper += found;
        }

        HashSet<string> folders = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in images)
        {
            string[] parts = path[wrapper.Length..].Split('/');
            if (parts.Length > 2)
            {
                folders.Add(parts[0]);
            }
        }

        bool hasTrain = folders.Contains(TrainFolder);
        return new FolderLayout(wrapper, hasTrain, hasTrain ? Array.Find(TestFolders, folders.Contains) : null);
    }

    public static bool LooksLikeImage(string path) =>
        ImageExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads class and split off a path.</summary>
    /// <exception cref="InvalidDataException">The file is in no class folder; the message says why but not which file.</exception>
    public (string ClassName, bool IsTest) Parse(string path)
    {
        if (!path.StartsWith(wrapper, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"is outside of folder '{wrapper}'");
        }

        string[] parts = path[wrapper.Length..].Split('/');
        if (!hasTrainFolder)
        {
            return parts.Length >= 2 ? (parts[0], false) : throw new InvalidDataException("is in no class folder");
        }

        bool isTest = parts[0].Equals(testFolder, StringComparison.OrdinalIgnoreCase);
        if (!isTest && !parts[0].Equals(TrainFolder, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"is neither in folder '{TrainFolder}' nor in folder '{testFolder ?? TestFolders[0]}'");
        }

        return parts.Length >= 3 ? (parts[1], isTest) : throw new InvalidDataException("is in no class folder");
    }

    /// <summary>The folder that all files share and that cannot be a class, because every file lies two folders or more below.</summary>
    private static string? FindWrapper(List<string> paths, int start)
    {
        if (paths.Count == 0)
        {
            return null;
        }

        string first = paths[0][start..];
        string folder = first[..(first.IndexOf('/', StringComparison.Ordinal) + 1)];
        bool isSplit = folder.TrimEnd('/').Equals(TrainFolder, StringComparison.OrdinalIgnoreCase);
        bool isShared = folder.Length > 0 && paths.TrueForAll(path =>
            path.AsSpan(start).StartsWith(folder, StringComparison.Ordinal) && path.AsSpan(start).Count('/') >= 2);
        return isShared && !isSplit ? folder : null;
    }
}
