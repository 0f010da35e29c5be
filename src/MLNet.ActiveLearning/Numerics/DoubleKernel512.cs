using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>A tile of 8 x 16 for vectors of 512 bits.</summary>
internal readonly struct DoubleKernel512 : IDoubleKernel
{
    public static int Rows => 8;

    public static int Columns => 16;

    // Sums are locals, one by one, because only locals stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref double a, ref double b, int depth, ref double result, int stride)
    {
        Vector512<double> c00 = Vector512<double>.Zero, c01 = Vector512<double>.Zero;
        Vector512<double> c10 = Vector512<double>.Zero, c11 = Vector512<double>.Zero;
        Vector512<double> c20 = Vector512<double>.Zero, c21 = Vector512<double>.Zero;
        Vector512<double> c30 = Vector512<double>.Zero, c31 = Vector512<double>.Zero;
        Vector512<double> c40 = Vector512<double>.Zero, c41 = Vector512<double>.Zero;
        Vector512<double> c50 = Vector512<double>.Zero, c51 = Vector512<double>.Zero;
        Vector512<double> c60 = Vector512<double>.Zero, c61 = Vector512<double>.Zero;
        Vector512<double> c70 = Vector512<double>.Zero, c71 = Vector512<double>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector512<double> b0 = Vector512.LoadUnsafe(ref b), b1 = Vector512.LoadUnsafe(ref b, 8);
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
        Store(c00, c01, ref result);
        Store(c10, c11, ref Unsafe.Add(ref result, stride));
        Store(c20, c21, ref Unsafe.Add(ref result, 2 * stride));
        Store(c30, c31, ref Unsafe.Add(ref result, 3 * stride));
        Store(c40, c41, ref Unsafe.Add(ref result, 4 * stride));
        Store(c50, c51, ref Unsafe.Add(ref result, 5 * stride));
        Store(c60, c61, ref Unsafe.Add(ref result, 6 * stride));
        Store(c70, c71, ref Unsafe.Add(ref result, 7 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> left, Vector512<double> right, ref double target)
    {
        (Vector512.LoadUnsafe(ref target) + left).StoreUnsafe(ref target);
        (Vector512.LoadUnsafe(ref target, 8) + right).StoreUnsafe(ref target, 8);
    }
}
