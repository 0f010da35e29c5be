using System.Text.Json;

namespace StandIns.Tests;

/// <summary>Files that come with the tests, and folders that go with them.</summary>
internal static class TestFiles
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    public static Dictionary<string, T> ReadJson<T>(string name)
        => JsonSerializer.Deserialize<Dictionary<string, T>>(File.ReadAllBytes(PathOf(name)), s_options)!;

    private static readonly JsonSerializerOptions s_options = new() { PropertyNameCaseInsensitive = true };
}

/// <summary>A new folder that is deleted with its content at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("standins-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
