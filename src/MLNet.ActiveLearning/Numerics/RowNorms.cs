using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Squared lengths of rows, and inner products and distances of two rows, summed in double precision.</summary>
/// <remarks>A result depends on its rows alone, and on the machine's vectors by rounding in double precision only. O(N K).</remarks>
internal static class RowNorms
{
    /// <summary>The relative error of one rounding to single precision, 2^-24.</summary>
    public const double SingleRounding = 1.0 / (1 << 24);

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

    /// <summary>Four squared distances at once in single precision, several times as fast as <see cref="SquaredDistance"/>.</summary>
    /// <remarks>
    /// For finding the few that are worth computing exactly. Differences are squared, so there is no cancellation: a result that is finite
    /// is not above the exact one by more than <see cref="QuickErrorBound"/> of it.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (float First, float Second, float Third, float Fourth) QuickSquaredDistances(
        ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d)
    {
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float first = ref MemoryMarshal.GetReference(a[..x.Length]);
        ref float second = ref MemoryMarshal.GetReference(b[..x.Length]);
        ref float third = ref MemoryMarshal.GetReference(c[..x.Length]);
        ref float fourth = ref MemoryMarshal.GetReference(d[..x.Length]);
        // Two sums for each distance: additions wait for one another, and eight in flight keep the units busy.
        Vector<float> sumA = Vector<float>.Zero, sumB = Vector<float>.Zero, sumC = Vector<float>.Zero, sumD = Vector<float>.Zero;
        Vector<float> moreA = Vector<float>.Zero, moreB = Vector<float>.Zero, moreC = Vector<float>.Zero, moreD = Vector<float>.Zero;
        int i = 0, width = Vector<float>.Count;
        for (; i <= x.Length - (2 * width); i += 2 * width)
        {
            nuint at = (nuint)i, next = (nuint)(i + width);
            var value = Vector.LoadUnsafe(ref xs, at);
            Vector<float> difference = value - Vector.LoadUnsafe(ref first, at);
            sumA = Vector.MultiplyAddEstimate(difference, difference, sumA);
            difference = value - Vector.LoadUnsafe(ref second, at);
            sumB = Vector.MultiplyAddEstimate(difference, difference, sumB);
            difference = value - Vector.LoadUnsafe(ref third, at);
            sumC = Vector.MultiplyAddEstimate(difference, difference, sumC);
            difference = value - Vector.LoadUnsafe(ref fourth, at);
            sumD = Vector.MultiplyAddEstimate(difference, difference, sumD);
            value = Vector.LoadUnsafe(ref xs, next);
            difference = value - Vector.LoadUnsafe(ref first, next);
            moreA = Vector.MultiplyAddEstimate(difference, difference, moreA);
            difference = value - Vector.LoadUnsafe(ref second, next);
            moreB = Vector.MultiplyAddEstimate(difference, difference, moreB);
            difference = value - Vector.LoadUnsafe(ref third, next);
            moreC = Vector.MultiplyAddEstimate(difference, difference, moreC);
            difference = value - Vector.LoadUnsafe(ref fourth, next);
            moreD = Vector.MultiplyAddEstimate(difference, difference, moreD);
        }
        (float restA, float restB, float restC, float restD) = (0, 0, 0, 0);
        for (; i < x.Length; i++)
        {
            restA += (x[i] - a[i]) * (x[i] - a[i]);
            restB += (x[i] - b[i]) * (x[i] - b[i]);
            restC += (x[i] - c[i]) * (x[i] - c[i]);
            restD += (x[i] - d[i]) * (x[i] - d[i]);
        }
        return (Vector.Sum(sumA + moreA) + restA, Vector.Sum(sumB + moreB) + restB, Vector.Sum(sumC + moreC) + restC, Vector.Sum(sumD + moreD) + restD);
    }

    /// <summary>The relative error that <see cref="QuickSquaredDistances"/> may have in the worst case.</summary>
    /// <param name="length">Values of a row.</param>
    public static double QuickErrorBound(int length) => (length + 8) * SingleRounding * 1.01;

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
