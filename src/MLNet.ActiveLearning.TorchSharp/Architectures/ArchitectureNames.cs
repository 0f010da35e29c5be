using System.Globalization;
using System.Text.RegularExpressions;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Names of the built-in architectures, as they are typed on a command line.</summary>
internal static partial class ArchitectureNames
{
    private static readonly Dictionary<string, ResNet> Definitions = new(StringComparer.OrdinalIgnoreCase);

    static ArchitectureNames()
    {
        foreach (ResNetStem stem in Enum.GetValues<ResNetStem>())
        {
            foreach (int depth in ResNet.Depths)
            {
                var definition = new ResNet { Depth = depth, Stem = stem };
                Definitions.Add(definition.Name, definition);
            }
        }

        Known = [.. Definitions.Keys];
    }

    /// <summary>All names, without widths and dropout.</summary>
    public static IReadOnlyList<string> Known { get; }

    /// <summary>Looks a name up, with an optional width after <c>-w</c> and an optional dropout probability after <c>-d</c>.</summary>
    public static Architecture Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Match match = Pattern().Match(name.Trim());
        if (match.Success
            && Definitions.TryGetValue(match.Groups["known"].Value, out ResNet? definition)
            && TryReadWidth(match.Groups["width"], definition.Width, out int width)
            && TryReadDropout(match.Groups["dropout"], out double dropout))
        {
            ResNet found = definition with { Width = width, Dropout = dropout };
            found.ThrowIfInvalid();
            return found;
        }

        throw new ArgumentException(
            $"Architecture '{name}' is unknown. Use one of {string.Join(", ", Known)}, with -w and a width if it is not 64, "
            + "and -d and a dropout probability if there is one, for example resnet18-w16-d0.5.",
            nameof(name));
    }

    [GeneratedRegex(@"^(?<known>.+?)(-w(?<width>[0-9]+))?(-d(?<dropout>[0-9.]+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    private static bool TryReadWidth(Group given, int otherwise, out int width)
    {
        width = otherwise;
        return !given.Success || int.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out width);
    }

    private static bool TryReadDropout(Group given, out double dropout)
    {
        dropout = 0;
        return !given.Success || double.TryParse(given.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out dropout);
    }
}
