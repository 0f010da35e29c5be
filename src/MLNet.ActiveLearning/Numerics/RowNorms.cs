using System.Numerics;
using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Squared lengths of rows, and inner products and distances of two rows, summed in double precision.</summary>
/// <remarks>A result depends on its rows alone, and on the machine's vectors by rounding in double precision only. O(N K).</remarks>
internal static class RowNorms
{
    private const int BlockSize = 256;

    /// <summary>Computes <c>||x_n - o||^2</c> for all rows.</summary>
    /// <param name="rows">x (N, K).</param>
    /// <param name="norms">Receives N values.</param>
    /// <param name="offset">o (K), subtracted in double precision; or empty.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static void ComputeSquared(FloatMatrix rows, Memory<double> norms, ReadOnlyMemory<float> offset = default, Parallelism parallelism = default) =>
        Blocks.ForEach(rows.RowCount, BlockSize, parallelism, (_, first, count) =>
        {
            var target = norms.Span;
            for (int n = first; n < first + count; n++)
            {
                target[n] = offset.IsEmpty ? Dot(rows[n], rows[n]) : SquaredDistance(rows[n], offset.Span);
            }
        });

    /// <summary>The mean of all rows, in single precision but summed in double; zeros if there are none.</summary>
    /// <param name="rows">(N, K).</param>
    public static float[] Mean(FloatMatrix rows)
    {
        double[] sums = new double[rows.ColumnCount];
        for (int n = 0; n < rows.RowCount; n++)
        {
            var row = rows[n];
            for (int j = 0; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }
        float[] mean = new float[sums.Length];
        for (int j = 0; j < mean.Length && rows.RowCount > 0; j++)
        {
            mean[j] = (float)(sums[j] / rows.RowCount);
        }
        return mean;
    }

    /// <summary>The inner product of two rows: exact products, summed in double precision.</summary>
    /// <param name="a">A row.</param>
    /// <param name="b">A row of the same length.</param>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero;
        for (int i = 0; i < left.Length; i++)
        {
            Vector.Widen(left[i], out var leftLow, out var leftHigh);
            Vector.Widen(right[i], out var rightLow, out var rightHigh);
            low += leftLow * rightLow;
            high += leftHigh * rightHigh;
        }
        double sum = Vector.Sum(low + high);
        for (int i = left.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }
        return sum;
    }

    /// <summary>The squared distance <c>||a - b||^2</c>: exact differences, squared and summed in double precision.</summary>
    /// <param name="a">A row.</param>
    /// <param name="b">A row of the same length.</param>
    public static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var left = MemoryMarshal.Cast<float, Vector<float>>(a);
        var right = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<double> low = Vector<double>.Zero, high = Vector<double>.Zero;
        for (int i = 0; i < left.Length; i++)
        {
            Vector.Widen(left[i], out var leftLow, out var leftHigh);
            Vector.Widen(right[i], out var rightLow, out var rightHigh);
            leftLow -= rightLow;
            leftHigh -= rightHigh;
            low += leftLow * leftLow;
            high += leftHigh * leftHigh;
        }
        double sum = Vector.Sum(low + high);
        for (int i = left.Length * Vector<float>.Count; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }
}
