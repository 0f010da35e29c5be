using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace MLNet.ActiveLearning.Tool.Commands;

/// <summary>Makes options whose mistakes are told in one clear line.</summary>
internal static class OptionFactory
{
    private delegate bool Parser<T>(string text, out T value);

    public static Option<string> Text(string name, string defaultValue, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => defaultValue };

    public static Option<string?> OptionalText(string name, string description) => new(name) { Description = description };

    /// <summary>An option that may be given several times, with one value each time.</summary>
    public static Option<string[]> Repeated(string name, string valueName, string description) => new(name)
    {
        Description = description,
        HelpName = valueName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    public static Option<int> Integer(string name, int defaultValue, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse<int>(result, name, TryParseInteger, "a whole number"),
    };

    public static Option<int?> OptionalInteger(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Parse<int>(result, name, TryParseInteger, "a whole number"),
    };

    public static Option<double> Number(string name, double defaultValue, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result => Parse<double>(result, name, TryParseNumber, "a number such as 0.1"),
    };

    public static Option<double?> OptionalNumber(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Parse<double>(result, name, TryParseNumber, "a number such as 10"),
    };

    /// <summary>The parts of a list with commas.</summary>
    public static string[] SplitList(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T Parse<T>(ArgumentResult result, string name, Parser<T> parse, string wanted)
        where T : struct
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (!parse(text, out T value))
        {
            result.AddError($"{name} is '{text}'; give {wanted}.");
        }
        return value;
    }

    private static bool TryParseInteger(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryParseNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
