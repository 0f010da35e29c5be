using System.Numerics;
using System.Numerics.Tensors;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Transferability;

/// <summary>Means and radii of classes, in units of given deviations.</summary>
/// <param name="Means">(C, D), row-major.</param>
/// <param name="Radii">The root of the sum over dimensions of the population variance of each class.</param>
/// <param name="Width">D.</param>
internal sealed record ClassClusters(double[] Means, double[] Radii, int Width)
{
    public ReadOnlySpan<double> MeanOf(int place) => Means.AsSpan(place * Width, Width);

    public static ClassClusters Compute<T>(
        ReadOnlyMemory<T> features, int width, ReadOnlySpan<int> labels, int[] classes, double[] deviations, Parallelism parallelism)
        where T : unmanaged, INumberBase<T>
    {
        List<int>[] rows = [.. classes.Select(_ => new List<int>())];
        for (int n = 0; n < labels.Length; n++)
        {
            rows[Array.BinarySearch(classes, labels[n])].Add(n);
        }
        double[] means = new double[classes.Length * width], radii = new double[classes.Length];
        Blocks.ForEach(classes.Length, 1, parallelism, (_, c, _) =>
        {
            Span<double> mean = means.AsSpan(c * width, width);
            double[] row = new double[width];
            foreach (int n in rows[c])
            {
                TensorPrimitives.ConvertTruncating(features.Span.Slice(n * width, width), row);
                TensorPrimitives.Add(mean, row, mean);
            }
            TensorPrimitives.Divide(mean, rows[c].Count, mean);
            double sum = 0;
            foreach (int n in rows[c])
            {
                TensorPrimitives.ConvertTruncating(features.Span.Slice(n * width, width), row);
                TensorPrimitives.Subtract(row, mean, row);
                TensorPrimitives.Divide(row, deviations, row);
                sum += TensorPrimitives.SumOfSquares<double>(row);
            }
            radii[c] = Math.Sqrt(sum / rows[c].Count);
            TensorPrimitives.Divide(mean, deviations, mean);
        });
        return new ClassClusters(means, radii, width);
    }
}
