namespace MLNet.ActiveLearning.Experiments.Datasets;

/// <summary>Finds the files of a published data set in a folder.</summary>
internal static class StoredFolder
{
    /// <summary>The paths of the files, which must all be there.</summary>
    public static string[] Require(string folder, string setName, params ReadOnlySpan<string> names)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{Path.GetFullPath(folder)}' to read {setName} from.");
        }

        string[] paths = new string[names.Length];
        List<string> missing = [];
        for (int i = 0; i < names.Length; i++)
        {
            paths[i] = Path.Combine(folder, names[i]);
            if (!File.Exists(paths[i]))
            {
                missing.Add(names[i]);
            }
        }

        return missing.Count == 0 ? paths : throw new FileNotFoundException(
            $"{setName} in '{Path.GetFullPath(folder)}' is incomplete: {string.Join(", ", missing)} missing.",
            Path.Combine(folder, missing[0]));
    }
}
