using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>A tile of 4 x 8 for vectors of 256 bits, and for machines without.</summary>
internal readonly struct DoubleKernel256 : IDoubleKernel
{
    public static int Rows => 4;

    public static int Columns => 8;

    // Sums are locals, one by one, because only locals stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ref double a, ref double b, int depth, ref double result, int stride)
    {
        Vector256<double> c00 = Vector256<double>.Zero, c01 = Vector256<double>.Zero;
        Vector256<double> c10 = Vector256<double>.Zero, c11 = Vector256<double>.Zero;
        Vector256<double> c20 = Vector256<double>.Zero, c21 = Vector256<double>.Zero;
        Vector256<double> c30 = Vector256<double>.Zero, c31 = Vector256<double>.Zero;
        for (int k = 0; k < depth; k++)
        {
            Vector256<double> b0 = Vector256.LoadUnsafe(ref b), b1 = Vector256.LoadUnsafe(ref b, 4);
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
            a = ref Unsafe.Add(ref a, Rows);
            b = ref Unsafe.Add(ref b, Columns);
        }
        Store(c00, c01, ref result);
        Store(c10, c11, ref Unsafe.Add(ref result, stride));
        Store(c20, c21, ref Unsafe.Add(ref result, 2 * stride));
        Store(c30, c31, ref Unsafe.Add(ref result, 3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> left, Vector256<double> right, ref double target)
    {
        (Vector256.LoadUnsafe(ref target) + left).StoreUnsafe(ref target);
        (Vector256.LoadUnsafe(ref target, 4) + right).StoreUnsafe(ref target, 4);
    }
}
