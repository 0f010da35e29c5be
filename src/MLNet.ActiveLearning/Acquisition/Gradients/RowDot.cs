using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>The inner product of two rows in single precision, its order of summation fixed.</summary>
/// <remarks>
/// Symmetric and the same bit for bit on any machine and at any address, so that the squared distance of equal rows, computed as
/// <c>|x|^2 + |y|^2 - 2 x.y</c>, is exactly 0. 32 partial sums keep the error near <c>(D / 32 + 6) 2^-24 |x||y|</c>.
/// </remarks>
internal static class RowDot
{
    private static readonly int Lanes = Vector256<float>.Count;

    public static float Compute(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ref float left = ref MemoryMarshal.GetReference(x);
        ref float right = ref MemoryMarshal.GetReference(y);
        int length = Math.Min(x.Length, y.Length);
        int j = 0;
        var sum0 = Vector256<float>.Zero;
        if (length >= Vector256<float>.Count)
        {
            var sum1 = Vector256<float>.Zero;
            var sum2 = Vector256<float>.Zero;
            var sum3 = Vector256<float>.Zero;
            for (; j <= length - (4 * Lanes); j += 4 * Lanes)
            {
                sum0 = MultiplyAdd(ref left, ref right, j, sum0);
                sum1 = MultiplyAdd(ref left, ref right, j + Lanes, sum1);
                sum2 = MultiplyAdd(ref left, ref right, j + (2 * Lanes), sum2);
                sum3 = MultiplyAdd(ref left, ref right, j + (3 * Lanes), sum3);
            }
            for (; j <= length - Lanes; j += Lanes)
            {
                sum0 = MultiplyAdd(ref left, ref right, j, sum0);
            }
            sum0 = (sum0 + sum1) + (sum2 + sum3);
        }
        float rest = 0;
        for (; j < length; j++)
        {
            rest = MathF.FusedMultiplyAdd(x[j], y[j], rest);
        }
        return Vector256.Sum(sum0) + rest;
    }

    private static Vector256<float> MultiplyAdd(ref float left, ref float right, int j, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref left, (nuint)j), Vector256.LoadUnsafe(ref right, (nuint)j), sum);
}
