using System.Globalization;

namespace Microsoft.ML.Transforms;

/// <summary>The text of values, as type conversion writes it.</summary>
internal static class ValueText
{
    public static string ToText<T>(T value) => value switch
    {
        ReadOnlyMemory<char> text => text.ToString(),
        float.NaN or double.NaN => "?",
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("G17", CultureInfo.InvariantCulture),
        bool flag => flag ? "1" : "0",
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("o", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
