using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Rows of which the inner products give a similarity: of length one, centred, or as they are.</summary>
internal sealed class PreparedRows
{
    private const int BlockSize = 256;

    private PreparedRows(FloatMatrix values, float[] squaredNorms)
    {
        Values = values;
        SquaredNorms = squaredNorms;
    }

    /// <summary>The rows (N, d).</summary>
    public FloatMatrix Values { get; }

    /// <summary>The rows' squared lengths, for the Euclidean similarity; else empty.</summary>
    public float[] SquaredNorms { get; }

    public static PreparedRows Create(FloatMatrix rows, SimilarityMetric metric, double[]? mean, Parallelism parallelism)
    {
        if (metric == SimilarityMetric.Dot)
        {
            return new PreparedRows(rows, []);
        }
        int width = rows.ColumnCount;
        float[] prepared = GC.AllocateUninitializedArray<float>(checked(rows.RowCount * width));
        float[] squaredNorms = mean is null ? [] : new float[rows.RowCount];
        Blocks.ForEach(rows.RowCount, BlockSize, parallelism, (_, first, count) =>
        {
            double[] row = new double[width];
            for (int n = first; n < first + count; n++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(rows[n], row);
                var target = prepared.AsSpan(n * width, width);
                if (mean is null)
                {
                    double norm = TensorPrimitives.Norm<double>(row);
                    TensorPrimitives.Multiply<double>(row, norm > 0 ? 1 / norm : 0, row);
                    TensorPrimitives.ConvertTruncating<double, float>(row, target);
                }
                else
                {
                    TensorPrimitives.Subtract<double>(row, mean, row);
                    TensorPrimitives.ConvertTruncating<double, float>(row, target);
                    TensorPrimitives.ConvertTruncating<float, double>(target, row);
                    squaredNorms[n] = (float)TensorPrimitives.SumOfSquares<double>(row);
                }
            }
        });
        return new PreparedRows(new FloatMatrix(prepared, rows.RowCount, width), squaredNorms);
    }

    public static double[] MeanOf(FloatMatrix rows)
    {
        double[] mean = SumOf(rows);
        TensorPrimitives.Divide<double>(mean, Math.Max(1, rows.RowCount), mean);
        return mean;
    }

    public static double[] SumOf(FloatMatrix rows)
    {
        double[] sum = new double[rows.ColumnCount];
        double[] row = new double[rows.ColumnCount];
        for (int n = 0; n < rows.RowCount; n++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(rows[n], row);
            TensorPrimitives.Add<double>(sum, row, sum);
        }
        return sum;
    }

    /// <summary>Whether all numbers of a row are 0.</summary>
    public bool IsZero(int row) => !Values[row].ContainsAnyExcept(0f);
}
