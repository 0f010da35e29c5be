using System.Globalization;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>Names of the built-in architectures, as they are typed on a command line.</summary>
internal static class ArchitectureNames
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

    /// <summary>All names, without widths.</summary>
    public static IReadOnlyList<string> Known { get; }

    /// <summary>Looks a name up, with an optional width after <c>-w</c>.</summary>
    public static Architecture Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string text = name.Trim();
        if (Definitions.TryGetValue(text, out ResNet? definition))
        {
            return definition;
        }

        int separator = text.LastIndexOf("-w", StringComparison.OrdinalIgnoreCase);
        if (separator > 0
            && Definitions.TryGetValue(text[..separator], out definition)
            && int.TryParse(text.AsSpan(separator + 2), NumberStyles.None, CultureInfo.InvariantCulture, out int width))
        {
            ResNet widened = definition with { Width = width };
            widened.ThrowIfInvalid();
            return widened;
        }

        throw new ArgumentException(
            $"Architecture '{name}' is unknown. Use one of {string.Join(", ", Known)}, with -w and a width if it is not 64, "
            + "for example resnet18-w16.",
            nameof(name));
    }
}
