namespace Microsoft.ML.Data;

public sealed class MultiFileSource : IMultiStreamSource
{
    private readonly string[] _paths;

    public MultiFileSource(params string[] paths) => _paths = [.. (paths ?? []).Where(p => p is not null).SelectMany(Expand)];

    public int Count => _paths.Length;

    public string GetPathOrNull(int index)
    {
        Contracts.CheckParam((uint)index < (uint)Count, nameof(index));
        return _paths[index];
    }

    public Stream Open(int index)
    {
        string path = GetPathOrNull(index);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Could not open file '{path}'. Error is: {e.Message}", e);
        }
    }

    public TextReader OpenTextReader(int index) => new StreamReader(Open(index));

    /// <summary>A path, those that match its last part if that has wildcards, or the files of a folder.</summary>
    internal static string[] Expand(string path)
    {
        if (Directory.Exists(path))
            return [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)];
        string name = Path.GetFileName(path), folder = Path.GetDirectoryName(path);
        if (!name.AsSpan().ContainsAny('*', '?'))
            return [path];
        folder = string.IsNullOrEmpty(folder) ? "." : folder;
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, name).Order(StringComparer.Ordinal)] : [];
    }
}
