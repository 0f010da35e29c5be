using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

public sealed class ConfusionMatrix
{
    private readonly string[] _classes;

    internal ConfusionMatrix(double[][] counts, string[] classes)
    {
        _classes = classes;
        Counts = [.. counts.Select(row => (IReadOnlyList<double>)row.AsReadOnly())];
        PerClassRecall = [.. counts.Select((row, i) => Ratio(row[i], row.Sum()))];
        PerClassPrecision = [.. counts.Select((row, i) => Ratio(row[i], counts.Sum(other => other[i])))];
    }

    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    public int NumberOfClasses => Counts.Count;

    public IReadOnlyList<double> PerClassPrecision { get; }

    public IReadOnlyList<double> PerClassRecall { get; }

    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        const string Message = "Invalid index. Should be non-negative, less than the number of classes.";
        Contracts.CheckParam((uint)predictedClassIndicatorIndex < (uint)NumberOfClasses, nameof(predictedClassIndicatorIndex), Message);
        Contracts.CheckParam((uint)actualClassIndicatorIndex < (uint)NumberOfClasses, nameof(actualClassIndicatorIndex), Message);
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    public string GetFormattedConfusionTable()
    {
        int cell = NumberOfClasses == 2 ? 8 : 5;
        int longest = _classes.Max(c => c.Length);
        // Names that do not fit above a column are replaced by numbers, which then also stand before the names of the rows.
        bool numbered = longest > cell;
        int digits = (NumberOfClasses - 1).ToString(CultureInfo.InvariantCulture).Length;
        int label = Math.Max(9, numbered ? longest + digits + 2 : longest);
        string Head(string text) => text.PadRight(label + 1) + "||";
        string Row(int i) => numbered
            ? $"{i.ToString(CultureInfo.InvariantCulture).PadLeft(digits)}. {_classes[i].PadLeft(label - digits - 2)} ||"
            : $"{_classes[i].PadLeft(label)} ||";
        string rule = string.Concat(Enumerable.Repeat(NumberOfClasses > 2 ? "========" : "===========", NumberOfClasses));

        var table = new StringBuilder();
        table.AppendLine().AppendLine("Confusion table");
        table.AppendLine(Head("") + rule);
        table.Append(Head("PREDICTED"));
        for (int i = 0; i < NumberOfClasses; i++)
            table.Append(' ').Append((numbered ? i.ToString(CultureInfo.InvariantCulture) : _classes[i]).PadLeft(cell)).Append(" |");
        table.AppendLine(" Recall");
        table.AppendLine(Head("TRUTH") + rule);
        for (int i = 0; i < NumberOfClasses; i++)
        {
            table.Append(Row(i));
            foreach (double count in Counts[i])
                table.Append(' ').Append(count.ToString("N0", CultureInfo.CurrentCulture).PadLeft(cell)).Append(" |");
            table.Append(' ').AppendLine(PerClassRecall[i].ToString("F4", CultureInfo.CurrentCulture).PadLeft(5));
        }
        table.AppendLine(Head("") + rule);
        table.Append(Head("Precision"));
        foreach (double precision in PerClassPrecision)
            table.Append(precision.ToString("N4", CultureInfo.CurrentCulture).PadLeft(cell + 1)).Append(" |");
        return table.AppendLine().ToString();
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
