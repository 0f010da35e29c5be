using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Products of a symmetric matrix, given by its lower triangle, with vectors: each number of the triangle is read once.</summary>
internal sealed class TriangleVectorProduct(double[] matrix, int stride)
{
    private const int StripCount = 4;
    private readonly double[] parts = new double[StripCount * stride];

    /// <summary>Computes <c>y = A x</c> for the first n rows and columns; sums are the same whatever the number of threads.</summary>
    /// <param name="size">n.</param>
    /// <param name="vector">x.</param>
    /// <param name="result">Receives y.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public void Multiply(int size, ReadOnlyMemory<double> vector, Span<double> result, Parallelism parallelism)
    {
        Blocks.ForEach(StripCount, 1, parallelism.ForWork((long)size * size), (strip, _, _) =>
        {
            // Strips of about the same area.
            int first = Bound(strip, size), end = Bound(strip + 1, size);
            Span<double> part = parts.AsSpan(strip * stride, size);
            part.Clear();
            MultiplyRows(first, end, vector.Span, part);
        });
        parts.AsSpan(0, size).CopyTo(result);
        for (int strip = 1; strip < StripCount; strip++)
        {
            TensorPrimitives.Add(result, parts.AsSpan(strip * stride, size), result);
        }
    }

    private static int Bound(int strip, int size) => strip == StripCount ? size : (int)(size * Math.Sqrt((double)strip / StripCount)) / 4 * 4;

    private void MultiplyRows(int first, int end, ReadOnlySpan<double> x, Span<double> y)
    {
        int row = first;
        for (; row + 4 <= end; row += 4)
        {
            MultiplyFour(row, x, y);
        }
        for (; row < end; row++)
        {
            MultiplyRest(row, 0, x, y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyFour(int row, ReadOnlySpan<double> x, Span<double> y)
    {
        const int lanes = 8;
        ref double a0 = ref matrix[row * stride], a1 = ref matrix[(row + 1) * stride], a2 = ref matrix[(row + 2) * stride], a3 = ref matrix[(row + 3) * stride];
        ref double left = ref Unsafe.AsRef(in x[0]), sums = ref y[0];
        Vector512<double> x0 = Vector512.Create(x[row]), x1 = Vector512.Create(x[row + 1]), x2 = Vector512.Create(x[row + 2]), x3 = Vector512.Create(x[row + 3]);
        Vector512<double> s0 = Vector512<double>.Zero, s1 = Vector512<double>.Zero, s2 = Vector512<double>.Zero, s3 = Vector512<double>.Zero;
        int column = 0;
        for (; column + lanes <= row; column += lanes)
        {
            nuint c = (nuint)column;
            Vector512<double> v0 = Vector512.LoadUnsafe(ref a0, c), v1 = Vector512.LoadUnsafe(ref a1, c);
            Vector512<double> v2 = Vector512.LoadUnsafe(ref a2, c), v3 = Vector512.LoadUnsafe(ref a3, c);
            Vector512<double> xc = Vector512.LoadUnsafe(ref left, c), sum = Vector512.LoadUnsafe(ref sums, c);
            s0 = Vector512.MultiplyAddEstimate(v0, xc, s0);
            s1 = Vector512.MultiplyAddEstimate(v1, xc, s1);
            s2 = Vector512.MultiplyAddEstimate(v2, xc, s2);
            s3 = Vector512.MultiplyAddEstimate(v3, xc, s3);
            sum = Vector512.MultiplyAddEstimate(v0, x0, sum);
            sum = Vector512.MultiplyAddEstimate(v1, x1, sum);
            sum = Vector512.MultiplyAddEstimate(v2, x2, sum);
            sum = Vector512.MultiplyAddEstimate(v3, x3, sum);
            sum.StoreUnsafe(ref sums, c);
        }
        y[row] += Vector512.Sum(s0);
        y[row + 1] += Vector512.Sum(s1);
        y[row + 2] += Vector512.Sum(s2);
        y[row + 3] += Vector512.Sum(s3);
        for (int r = row; r < row + 4; r++)
        {
            MultiplyRest(r, column, x, y);
        }
    }

    private void MultiplyRest(int row, int column, ReadOnlySpan<double> x, Span<double> y)
    {
        ReadOnlySpan<double> a = matrix.AsSpan(row * stride, row + 1);
        double sum = a[row] * x[row];
        for (int c = column; c < row; c++)
        {
            sum += a[c] * x[c];
            y[c] += a[c] * x[row];
        }
        y[row] += sum;
    }
}
