using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>A tile of 8 x 32 for vectors of 512 bits: sixteen sums hide the latency of two multiply-add units twice over.</summary>
internal readonly struct TileKernel512 : ITileKernel
{
    public static int Rows => 8;

    public static int Columns => 32;

    // Sums are locals, one by one, because only locals stay in registers. Optimized at once, because the first calls count too.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ref float a, ref float b, int depth, ref float result, int stride, bool add)
    {
        Vector512<float> c00 = Vector512<float>.Zero, c01 = Vector512<float>.Zero;
        Vector512<float> c10 = Vector512<float>.Zero, c11 = Vector512<float>.Zero;
        Vector512<float> c20 = Vector512<float>.Zero, c21 = Vector512<float>.Zero;
        Vector512<float> c30 = Vector512<float>.Zero, c31 = Vector512<float>.Zero;
        Vector512<float> c40 = Vector512<float>.Zero, c41 = Vector512<float>.Zero;
        Vector512<float> c50 = Vector512<float>.Zero, c51 = Vector512<float>.Zero;
        Vector512<float> c60 = Vector512<float>.Zero, c61 = Vector512<float>.Zero;
        Vector512<float> c70 = Vector512<float>.Zero, c71 = Vector512<float>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector512<float> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, 16);
            var a0 = Vector512.Create(a);
            c00 = Vector512.MultiplyAddEstimate(a0, b0, c00);
            c01 = Vector512.MultiplyAddEstimate(a0, b1, c01);
            a0 = Vector512.Create(Unsafe.Add(ref a, 1));
            c10 = Vector512.MultiplyAddEstimate(a0, b0, c10);
            c11 = Vector512.MultiplyAddEstimate(a0, b1, c11);
            a0 = Vector512.Create(Unsafe.Add(ref a, 2));
            c20 = Vector512.MultiplyAddEstimate(a0, b0, c20);
            c21 = Vector512.MultiplyAddEstimate(a0, b1, c21);
            a0 = Vector512.Create(Unsafe.Add(ref a, 3));
            c30 = Vector512.MultiplyAddEstimate(a0, b0, c30);
            c31 = Vector512.MultiplyAddEstimate(a0, b1, c31);
            a0 = Vector512.Create(Unsafe.Add(ref a, 4));
            c40 = Vector512.MultiplyAddEstimate(a0, b0, c40);
            c41 = Vector512.MultiplyAddEstimate(a0, b1, c41);
            a0 = Vector512.Create(Unsafe.Add(ref a, 5));
            c50 = Vector512.MultiplyAddEstimate(a0, b0, c50);
            c51 = Vector512.MultiplyAddEstimate(a0, b1, c51);
            a0 = Vector512.Create(Unsafe.Add(ref a, 6));
            c60 = Vector512.MultiplyAddEstimate(a0, b0, c60);
            c61 = Vector512.MultiplyAddEstimate(a0, b1, c61);
            a0 = Vector512.Create(Unsafe.Add(ref a, 7));
            c70 = Vector512.MultiplyAddEstimate(a0, b0, c70);
            c71 = Vector512.MultiplyAddEstimate(a0, b1, c71);
            a = ref Unsafe.Add(ref a, Rows);
            b = ref Unsafe.Add(ref b, Columns);
        }
        Store(c00, c01, ref result, add);
        Store(c10, c11, ref Unsafe.Add(ref result, stride), add);
        Store(c20, c21, ref Unsafe.Add(ref result, 2 * stride), add);
        Store(c30, c31, ref Unsafe.Add(ref result, 3 * stride), add);
        Store(c40, c41, ref Unsafe.Add(ref result, 4 * stride), add);
        Store(c50, c51, ref Unsafe.Add(ref result, 5 * stride), add);
        Store(c60, c61, ref Unsafe.Add(ref result, 6 * stride), add);
        Store(c70, c71, ref Unsafe.Add(ref result, 7 * stride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> left, Vector512<float> right, ref float target, bool add)
    {
        if (add)
        {
            left = Vector512.LoadUnsafe(ref target) + left;
            right = Vector512.LoadUnsafe(ref target, 16) + right;
        }
        left.StoreUnsafe(ref target);
        right.StoreUnsafe(ref target, 16);
    }
}
