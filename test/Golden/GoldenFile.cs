using System.Text.Json;

namespace MLNet.ActiveLearning.Golden;

/// <summary>A file of recorded numbers, schema <c>al-golden/1</c>: cases of inputs, parameters and expected results.</summary>
/// <remarks>
/// The files lie in the folder that the environment variable GOLDEN_VECTORS names, or else in the folder <c>Golden</c> beside the
/// test assembly. Other files of the same names and schema, with other cases and sizes, can take their place.
/// </remarks>
internal sealed class GoldenFile
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string FolderVariable = "GOLDEN_VECTORS";

    private GoldenFile(string path, IReadOnlyList<GoldenCase> cases)
    {
        Path = path;
        Cases = cases;
    }

    /// <summary>Where the file was read.</summary>
    public string Path { get; }

    /// <summary>The cases in the file's order, at least one.</summary>
    public IReadOnlyList<GoldenCase> Cases { get; }

    /// <summary>The folder that holds the files.</summary>
    public static string Folder
        => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder
            ? folder
            : System.IO.Path.Combine(AppContext.BaseDirectory, "Golden");

    /// <summary>Reads a file.</summary>
    /// <param name="method">The file's name without ".json".</param>
    public static GoldenFile Load(string method)
    {
        string path = System.IO.Path.Combine(Folder, method + ".json");
        using FileStream stream = File.OpenRead(path);
        using JsonDocument document = JsonDocument.Parse(stream);
        JsonElement root = document.RootElement.Clone();
        if (root.GetProperty("schema").GetString() != "al-golden/1")
        {
            throw new InvalidDataException($"{path} has another schema than al-golden/1.");
        }

        GoldenTolerance tolerance = GoldenTolerance.Read(root, new GoldenTolerance(0, 0));
        List<GoldenCase> cases = [.. root.GetProperty("cases").EnumerateArray().Select(element => new GoldenCase(path, element, tolerance))];
        return cases.Count == 0 ? throw new InvalidDataException($"{path} has no cases.") : new GoldenFile(path, cases);
    }

    /// <summary>The names of all cases, one array a test, for DynamicData.</summary>
    /// <remarks>If the file cannot be read, one row that <see cref="Case"/> will fail on: a missing file is a failing test.</remarks>
    public static IEnumerable<object[]> CaseNames(string method)
    {
        try
        {
            return [.. Load(method).Cases.Select(item => new object[] { item.Name })];
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or KeyNotFoundException)
        {
            return [[$"(unreadable: {exception.Message})"]];
        }
    }

    /// <summary>One case by its name.</summary>
    public static GoldenCase Case(string method, string name)
    {
        GoldenFile file = Load(method);
        return file.Cases.FirstOrDefault(item => item.Name == name)
            ?? throw new InvalidDataException($"{file.Path} has no case '{name}'; it has {string.Join(", ", file.Cases.Select(item => item.Name))}.");
    }
}
