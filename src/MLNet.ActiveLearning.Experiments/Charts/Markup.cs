namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>Text inside SVG and HTML. Letters beyond ASCII stay as they are: the files are UTF-8.</summary>
internal static class Markup
{
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);
}
