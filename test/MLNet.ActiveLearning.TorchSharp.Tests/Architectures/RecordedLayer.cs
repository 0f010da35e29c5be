using System.Globalization;
using System.Text.RegularExpressions;
using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Architectures;

/// <summary>One row of a recorded layer table: type, configuration, output shape and trainable parameters.</summary>
internal sealed partial record RecordedLayer(string Type, string Configuration, string OutputShape, long Parameters)
{
    /// <summary>Types that are layers here too; pooling may be a function.</summary>
    public bool IsLayerHere => Type is "Conv2d" or "BatchNorm2d" or "Linear" or "Dropout2d";

    public int Inputs => Part("in");

    public int Outputs => Part("out");

    public int Kernel => Part("k");

    public static IReadOnlyList<RecordedLayer> Table(GoldenCase golden)
        => [.. golden.Expected["layers_in_call_order"].Items.Select(row => new RecordedLayer(
            row[0].Text,
            row[1].Text,
            string.Join(",", row[2].Ints),
            row[3].Int).AsLinear())];

    /// <summary>The same layer as a linear one, if it is a convolution of a single pixel.</summary>
    private RecordedLayer AsLinear()
    {
        string[] words = Configuration.Split(' ');
        return Type == "Conv2d" && words.Contains("k1") && words[^1] == "bias" && OutputShape.EndsWith(",1,1", StringComparison.Ordinal)
            ? new RecordedLayer("Linear", $"{words[0]} {words[^1]}", OutputShape[..^4], Parameters)
            : this;
    }

    public override string ToString() => $"{Type} {Configuration} ({OutputShape}) {Parameters}";

    private int Part(string name)
    {
        Group group = Pattern().Match(Configuration).Groups[name];
        return group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : throw new InvalidDataException($"No {name} in '{Configuration}'.");
    }

    [GeneratedRegex(@"^(?<in>\d+)->(?<out>\d+)( k(?<k>\d+) s\d+ p\d+)?")]
    private static partial Regex Pattern();
}
