using System.Globalization;
using MLNet.ActiveLearning.Training;

namespace MLNet.ActiveLearning.Weights;

/// <summary>The texts that this library keeps with weights it trained.</summary>
internal static class WeightMetadata
{
    public const string Architecture = "architecture";
    private const string Mean = "normalization.mean";
    private const string Deviation = "normalization.standard_deviation";

    public static void WriteNormalization(Dictionary<string, string> metadata, Normalization normalization)
    {
        metadata[Mean] = Join(normalization.Mean);
        metadata[Deviation] = Join(normalization.StandardDeviation);
    }

    /// <summary>The normalisation of the images that weights were trained on; null if they do not say, or had other channels.</summary>
    /// <exception cref="InvalidDataException">What they say is no normalisation.</exception>
    public static Normalization? ReadNormalization(PretrainedWeights? weights, int channels)
    {
        if (weights is null || !weights.Metadata.TryGetValue(Mean, out string? mean) || !weights.Metadata.TryGetValue(Deviation, out string? deviation))
        {
            return null;
        }

        var found = new Normalization { Mean = Split(Mean, mean), StandardDeviation = Split(Deviation, deviation) };
        if (found.FindProblems() is [string problem, ..])
        {
            throw new InvalidDataException($"The metadata of the initial weights are damaged: {problem}");
        }

        return found.Mean.Count == channels ? found : null;
    }

    private static string Join(IEnumerable<double> values) => string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));

    private static double[] Split(string name, string text) =>
    [
        .. text.Split(' ').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new InvalidDataException($"The metadata '{name}' of the initial weights are '{text}'; they must be numbers with blanks between them.")),
    ];
}
