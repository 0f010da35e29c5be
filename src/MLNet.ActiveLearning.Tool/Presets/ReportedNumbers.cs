using System.Globalization;
using System.Text.RegularExpressions;
using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Tool.Presets;

/// <summary>Reads the numbers in what a preset's paper reports: <c>accuracy (deviation) at 1000 and 7000 labels; random: 55.6 (0.0), 82.5 (0.5)</c>.</summary>
internal static partial class ReportedNumbers
{
    public static PublishedResults Read(Preset preset)
    {
        ILookup<bool, string> lines = preset.Reported.ToLookup(line => Curve().IsMatch(line));
        string[] remarks = [.. lines[false], .. preset.Missing is { } missing ? new[] { $"What differs from the paper: {missing}" } : []];
        return new PublishedResults(preset.Id, remarks, [.. lines[true].SelectMany(ReadCurve)]);
    }

    private static IEnumerable<PublishedPoint> ReadCurve(string line)
    {
        Match curve = Curve().Match(line);
        int[] labels = [.. Number().Matches(curve.Groups["labels"].Value).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture))];
        Match[] means = [.. MeanAndDeviation().Matches(curve.Groups["values"].Value).Cast<Match>()];
        return labels.Length != means.Length
            ? throw new InvalidDataException($"Bug in MLNet.ActiveLearning: '{line}' has {labels.Length} label counts and {means.Length} accuracies.")
            : labels.Zip(means, (count, m) => new PublishedPoint(curve.Groups["strategy"].Value, count, Share(m.Groups[1]), Share(m.Groups[2])));
    }

    private static double Share(Group percent) => double.Parse(percent.Value, CultureInfo.InvariantCulture) / 100;

    [GeneratedRegex(@"^accuracy \(deviation\) at (?<labels>[\d, and]+) labels; (?<strategy>[\w-]+): (?<values>.+)$")]
    private static partial Regex Curve();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"([\d.]+) \(([\d.]+)\)")]
    private static partial Regex MeanAndDeviation();
}
