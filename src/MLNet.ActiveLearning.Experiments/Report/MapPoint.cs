using System.Globalization;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>An example of a dataset map.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Confidence">Mean probability of its label over the epochs, in [0, 1].</param>
/// <param name="Variability">Standard deviation of that probability.</param>
/// <param name="Correctness">Share of epochs in which it was predicted right, in [0, 1]; null if it was not recorded.</param>
internal sealed record MapPoint(string Id, double Confidence, double Variability, double? Correctness)
{
    /// <summary>Reads a table with the columns id, confidence, variability and, if it is there, correctness, in any order.</summary>
    /// <exception cref="InvalidDataException">A column or a number is missing.</exception>
    public static MapPoint[] Read(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Where(l => l.Length > 0).Select(Split)];
        if (lines.Length == 0)
        {
            return [];
        }
        int id = Find("id"), confidence = Find("confidence"), variability = Find("variability"), correctness = Array.FindIndex(lines[0], c => Is(c, "correctness"));
        return [.. lines.Skip(1).Select((line, i) => new MapPoint(line[id], Number(line, confidence, i), Number(line, variability, i), correctness < 0 ? null : Number(line, correctness, i)))];

        int Find(string column) => Array.FindIndex(lines[0], c => Is(c, column)) is >= 0 and int place
            ? place
            : throw new InvalidDataException($"'{path}' has the columns {string.Join(", ", lines[0])}; a dataset map needs '{column}'.");

        double Number(string[] line, int column, int row) =>
            column < line.Length && double.TryParse(line[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
                ? value
                : throw new InvalidDataException($"'{path}', line {row + 2}: there is no number for {lines[0][column]}.");
    }

    private static bool Is(string head, string column) => head.Trim().Equals(column, StringComparison.OrdinalIgnoreCase);

    // Ids may be file names with commas, in quotes.
    private static string[] Split(string line)
    {
        List<string> fields = [""];
        bool quoted = false;
        foreach (char c in line)
        {
            quoted ^= c == '"';
            if (c == ',' && !quoted)
            {
                fields.Add("");
            }
            else if (c != '"')
            {
                fields[^1] += c;
            }
        }
        return [.. fields];
    }
}
