using System.Globalization;

namespace MLNet.ActiveLearning.Tool.Presets;

/// <summary>Shrinks an experiment so that it fits a machine; the rules are part of the report.</summary>
internal static class Scale
{
    private const int LeastStart = 20;
    private const int LeastEpochs = 10;
    private const int LeastRounds = 4;
    private const int WidthStep = 8;

    /// <summary>What a scale does, for help and reports.</summary>
    public const string Rules =
        "labels and candidates x scale (at least 20 at the start), epochs x scale (at least 10), width x sqrt(scale) in steps of 8, rounds x sqrt(scale) (at least 4)";

    /// <summary>The options at a scale.</summary>
    /// <param name="options">Options of <c>run</c> by name.</param>
    /// <param name="scale">In (0, 1].</param>
    public static Dictionary<string, string> Apply(IReadOnlyDictionary<string, string> options, double scale)
    {
        double root = Math.Sqrt(scale);
        return options.ToDictionary(option => option.Key, option => option.Key switch
        {
            "start" => Shrink(option.Value, scale, LeastStart),
            "query" or "unique" or "candidates" or "examples-per-class" => Shrink(option.Value, scale, 1),
            "epochs" => Shrink(option.Value, scale, LeastEpochs),
            "rounds" => Shrink(option.Value, root, LeastRounds),
            "width" => Text(Math.Max(WidthStep, (int)Math.Round(Parse(option.Value) * root / WidthStep) * WidthStep)),
            _ => option.Value,
        });
    }

    // Never above what it was.
    private static string Shrink(string value, double factor, int least)
    {
        int number = Parse(value);
        return Text(Math.Min(number, Math.Max(least, (int)Math.Round(number * factor))));
    }

    private static int Parse(string value) => int.Parse(value, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
