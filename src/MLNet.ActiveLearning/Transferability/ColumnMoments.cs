using System.Numerics;
using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>Mean and population variance of each column, in two passes.</summary>
internal sealed record ColumnMoments(double[] Means, double[] Variances)
{
    private const int BlockSize = 1024;

    /// <summary>Population deviations.</summary>
    public double[] GetDeviations() => [.. Variances.Select(Math.Sqrt)];

    public static ColumnMoments Compute<T>(ReadOnlyMemory<T> values, int width, Parallelism parallelism)
        where T : unmanaged, INumberBase<T>
    {
        double[] means = Sum(values, width, null, parallelism);
        return new ColumnMoments(means, Sum(values, width, means, parallelism));
    }

    // The mean of the values, or of squared differences from something, block by block and then in the order of the blocks.
    private static double[] Sum<T>(ReadOnlyMemory<T> values, int width, double[]? from, Parallelism parallelism)
        where T : unmanaged, INumberBase<T>
    {
        int rowCount = values.Length / width;
        double[] parts = new double[Blocks.Count(rowCount, BlockSize) * width];
        Blocks.ForEach(rowCount, BlockSize, parallelism, (block, first, count) =>
        {
            Span<double> part = parts.AsSpan(block * width, width);
            double[] row = new double[width];
            for (int n = first; n < first + count; n++)
            {
                TensorPrimitives.ConvertTruncating(values.Span.Slice(n * width, width), row);
                if (from is null)
                {
                    TensorPrimitives.Add(part, row, part);
                    continue;
                }
                TensorPrimitives.Subtract(row, from, row);
                TensorPrimitives.MultiplyAdd(row, row, part, part);
            }
        });
        double[] sums = new double[width];
        for (int start = 0; start < parts.Length; start += width)
        {
            TensorPrimitives.Add(sums, parts.AsSpan(start, width), sums);
        }
        TensorPrimitives.Divide(sums, rowCount, sums);
        return sums;
    }
}
