using MLNet.ActiveLearning.Architectures;
using MLNet.ActiveLearning.Tool.Wording;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>The network that <c>--model</c> and <c>--width</c> name.</summary>
internal static class ModelName
{
    /// <summary>A width in the name, as in resnet18-w16, is kept unless <c>--width</c> says otherwise; without either, the default given, or else the published network's.</summary>
    /// <exception cref="BadArgumentsException">There is no such network.</exception>
    public static Architecture Read(string name, int? width, int? defaultWidth = null)
    {
        Architecture architecture;
        try
        {
            architecture = Architecture.Parse(name);
        }
        catch (ArgumentException)
        {
            throw new BadArgumentsException(
                $"There is no model '{name}'. {ClosestName.Suggest(name, Architecture.KnownNames)}Known: {string.Join(", ", Architecture.KnownNames)}.");
        }
        bool namesWidth = name.Contains("-w", StringComparison.OrdinalIgnoreCase);
        int? wanted = width ?? (namesWidth ? null : defaultWidth);
        return architecture is ScalableArchitecture network && wanted is int channels ? network with { Width = channels } : architecture;
    }
}
