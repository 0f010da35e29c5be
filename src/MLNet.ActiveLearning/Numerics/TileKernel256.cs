using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>A tile of 6 x 16 for vectors of 256 bits: twelve sums, two factors and a broadcast one fill the sixteen registers.</summary>
internal readonly struct TileKernel256 : ITileKernel
{
    public static int Rows => 6;

    public static int Columns => 16;

    // Sums are locals, one by one, because only locals stay in registers. Optimized at once, because the first calls count too.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ref float a, ref float b, int depth, ref float result, int stride, bool add)
    {
        Vector256<float> c00 = Vector256<float>.Zero, c01 = Vector256<float>.Zero;
        Vector256<float> c10 = Vector256<float>.Zero, c11 = Vector256<float>.Zero;
        Vector256<float> c20 = Vector256<float>.Zero, c21 = Vector256<float>.Zero;
        Vector256<float> c30 = Vector256<float>.Zero, c31 = Vector256<float>.Zero;
        Vector256<float> c40 = Vector256<float>.Zero, c41 = Vector256<float>.Zero;
        Vector256<float> c50 = Vector256<float>.Zero, c51 = Vector256<float>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector256<float> b0 = Vector256.LoadUnsafe(ref b), b1 = Vector256.LoadUnsafe(ref b, 8);
            var a0 = Vector256.Create(a);
            c00 = Vector256.MultiplyAddEstimate(a0, b0, c00);
            c01 = Vector256.MultiplyAddEstimate(a0, b1, c01);
            a0 = Vector256.Create(Unsafe.Add(ref a, 1));
            c10 = Vector256.MultiplyAddEstimate(a0, b0, c10);
            c11 = Vector256.MultiplyAddEstimate(a0, b1, c11);
            a0 = Vector256.Create(Unsafe.Add(ref a, 2));
            c20 = Vector256.MultiplyAddEstimate(a0, b0, c20);
            c21 = Vector256.MultiplyAddEstimate(a0, b1, c21);
            a0 = Vector256.Create(Unsafe.Add(ref a, 3));
            c30 = Vector256.MultiplyAddEstimate(a0, b0, c30);
            c31 = Vector256.MultiplyAddEstimate(a0, b1, c31);
            a0 = Vector256.Create(Unsafe.Add(ref a, 4));
            c40 = Vector256.MultiplyAddEstimate(a0, b0, c40);
            c41 = Vector256.MultiplyAddEstimate(a0, b1, c41);
            a0 = Vector256.Create(Unsafe.Add(ref a, 5));
            c50 = Vector256.MultiplyAddEstimate(a0, b0, c50);
            c51 = Vector256.MultiplyAddEstimate(a0, b1, c51);
            a = ref Unsafe.Add(ref a, Rows);
            b = ref Unsafe.Add(ref b, Columns);
        }
        Store(c00, c01, ref result, add);
        Store(c10, c11, ref Unsafe.Add(ref result, stride), add);
        Store(c20, c21, ref Unsafe.Add(ref result, 2 * stride), add);
        Store(c30, c31, ref Unsafe.Add(ref result, 3 * stride), add);
        Store(c40, c41, ref Unsafe.Add(ref result, 4 * stride), add);
        Store(c50, c51, ref Unsafe.Add(ref result, 5 * stride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> left, Vector256<float> right, ref float target, bool add)
    {
        if (add)
        {
            left = Vector256.LoadUnsafe(ref target) + left;
            right = Vector256.LoadUnsafe(ref target, 8) + right;
        }
        left.StoreUnsafe(ref target);
        right.StoreUnsafe(ref target, 8);
    }
}
