using System.Globalization;
using System.Text.RegularExpressions;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Names of the built-in architectures, as they are typed on a command line.</summary>
internal static partial class ArchitectureNames
{
    private static readonly Dictionary<string, ScalableArchitecture> Definitions = List().ToDictionary(d => d.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All names, without widths and dropout.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. List().Select(d => d.Name)];

    /// <summary>Looks a name up, with an optional width after <c>-w</c> and an optional dropout probability after <c>-d</c>.</summary>
    public static Architecture Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Match match = Pattern().Match(name.Trim());
        if (match.Success
            && Definitions.TryGetValue(match.Groups["known"].Value, out ScalableArchitecture? definition)
            && TryReadWidth(match.Groups["width"], definition.Width, out int width)
            && TryReadDropout(match.Groups["dropout"], definition.Dropout, out double dropout))
        {
            ScalableArchitecture found = definition with { Width = width, Dropout = dropout };
            found.ThrowIfInvalid();
            return found;
        }

        throw new ArgumentException(
            $"Architecture '{name}' is unknown. Use one of {string.Join(", ", Known)}, with -w and a width if it is not the published one, "
            + "and -d and a dropout probability if it is not, for example resnet18-w16-d0.5.",
            nameof(name));
    }

    private static IEnumerable<ScalableArchitecture> List() =>
    [
        .. Enum.GetValues<ResNetStem>().SelectMany(stem => ResNet.Depths.Select(depth => new ResNet { Depth = depth, Stem = stem })),
        .. Vgg.Depths.Select(depth => new Vgg { Depth = depth }),
        new Dla(),
        new ShakeShake { Depth = 14 },
        new ShakeShake { Depth = 26 },
        new MnistNet(),
        new Drn(),
    ];

    [GeneratedRegex(@"^(?<known>.+?)(-w(?<width>[0-9]+))?(-d(?<dropout>[0-9.]+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    private static bool TryReadWidth(Group given, int otherwise, out int width)
    {
        width = otherwise;
        return !given.Success || int.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out width);
    }

    private static bool TryReadDropout(Group given, double otherwise, out double dropout)
    {
        dropout = otherwise;
        return !given.Success || double.TryParse(given.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out dropout);
    }
}
