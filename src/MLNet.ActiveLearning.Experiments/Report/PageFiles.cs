using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>What every report carries, from this assembly: the chart library, the page's style and script.</summary>
internal static class PageFiles
{
    /// <summary>How data is written into the page.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static IReadOnlyList<string> ChartScripts { get; } = [.. new[] { "vega.min.js", "vega-lite.min.js", "vega-embed.min.js" }.Select(ReadScript)];

    public static string Script { get; } = ReadScript("page.js");

    public static string Style { get; } = Read("page.css");

    /// <summary>A script as a content security policy names it.</summary>
    public static string Hash(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";

    // Inside a page, the first end tag ends a script, in a string too; and the browser hashes it with plain line feeds.
    private static string ReadScript(string name) => Read(name).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    private static string Read(string name)
    {
        using Stream stream = typeof(PageFiles).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"Bug in MLNet.ActiveLearning: {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
