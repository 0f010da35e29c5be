using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Rows scaled to length 1, so that inner products are cosines.</summary>
internal static class UnitRows
{
    // Below it a row has no direction: its cosine with anything is 0.
    private const double Shortest = 1e-30;

    /// <summary>A copy of the rows, each divided by its length; a row of zeros stays one.</summary>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static FloatMatrix Of(FloatMatrix rows, string name, Parallelism parallelism = default)
    {
        if (rows.RowCount == 0)
        {
            return rows;
        }
        FiniteRows.Check(rows, name, name);
        return PreparedRows.Create(rows, SimilarityMetric.Cosine, null, parallelism).Values;
    }

    /// <summary>Divides a row by its length; a row without length becomes zeros.</summary>
    /// <returns>The length that the row had.</returns>
    public static double Scale(Span<float> row)
    {
        double length = TensorPrimitives.Norm<float>(row);
        if (length is > 1e-15 and < 1e18)
        {
            TensorPrimitives.Divide(row, (float)length, row);
            return length;
        }
        // Squares of such values leave the range of Single.
        double sum = 0;
        foreach (float value in row)
        {
            sum += (double)value * value;
        }
        length = Math.Sqrt(sum);
        if (!(length > Shortest))
        {
            row.Clear();
            return length;
        }
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = (float)(row[i] / length);
        }
        return length;
    }
}
