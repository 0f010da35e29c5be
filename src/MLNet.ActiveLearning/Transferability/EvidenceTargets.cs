using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>What linear models explain, a target a row: class indicators, or numbers.</summary>
internal static class EvidenceTargets
{
    private const string Labels = "labels";

    /// <summary>The classes in rising order and their indicators (K, N).</summary>
    /// <exception cref="ArgumentException">A label is negative, their number is not N, or fewer than two classes occur.</exception>
    public static (int[] Classes, double[] Values) OfClasses(ReadOnlySpan<int> labels, int rowCount, bool keepAbsent)
    {
        int[] present = FindClasses(labels, rowCount);
        int[] classes = keepAbsent ? [.. Enumerable.Range(0, present[^1] + 1)] : present;
        double[] values = new double[checked(classes.Length * rowCount)];
        for (int n = 0; n < rowCount; n++)
        {
            values[(Array.BinarySearch(classes, labels[n]) * rowCount) + n] = 1;
        }
        return (classes, values);
    }

    /// <summary>The classes that occur, in rising order.</summary>
    /// <exception cref="ArgumentException">A label is negative, their number is not N, or fewer than two classes occur.</exception>
    public static int[] FindClasses(ReadOnlySpan<int> labels, int rowCount)
    {
        if (labels.Length != rowCount)
        {
            throw new ArgumentException($"There are {labels.Length} labels for {rowCount} rows of features; give one label a row.", Labels);
        }
        for (int n = 0; n < labels.Length; n++)
        {
            if (labels[n] < 0)
            {
                throw new ArgumentException($"The label of row {n} is {labels[n]}; classes are numbered from 0. Leave rows without a label out.", Labels);
            }
        }
        int[] classes = [.. labels.ToArray().Distinct().Order()];
        return classes.Length >= 2
            ? classes
            : throw new ArgumentException(
                $"The labels hold {(classes.Length == 0 ? "no class" : $"class {classes[0]} alone")}; transferability needs rows of at least two classes.", Labels);
    }

    /// <summary>The columns' numbers and their values, transposed to (K, N).</summary>
    /// <exception cref="ArgumentException">There is not one row a sample, or a value is not finite.</exception>
    public static (int[] Columns, double[] Values) OfNumbers(DoubleMatrix targets, int rowCount)
    {
        if (targets.RowCount != rowCount)
        {
            throw new ArgumentException($"There are {targets.RowCount} rows of targets for {rowCount} rows of features; give one a row.", nameof(targets));
        }
        FeatureCheck.RequireFinite(targets.Span, targets.ColumnCount, "targets");
        int count = targets.ColumnCount;
        double[] values = new double[checked(count * rowCount)];
        for (int n = 0; n < rowCount; n++)
        {
            for (int k = 0; k < count; k++)
            {
                values[(k * rowCount) + n] = targets[n][k];
            }
        }
        return ([.. Enumerable.Range(0, count)], values);
    }
}
