using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Natural logarithms of eight numbers at once.</summary>
/// <remarks>
/// <c>x = 2^e m</c> with m in [sqrt(1/2), sqrt(2)) and <c>ln x = e ln 2 + t + t^2 P(t)</c>, <c>t = m - 1</c>; P is the minimax polynomial of
/// degree 7 for the relative error. Over all positive normal numbers the relative error is below 2^-23 = 1.2e-7 (tested on every one of
/// them near 1 and on samples elsewhere). Every lane is computed in the same way, so that a number's logarithm does not depend on where it
/// stands. Not checked: 0 and subnormal numbers give about -88, infinity about 89, negative numbers and NaN some number; callers multiply
/// by x, which makes the product of 0 exactly 0 and keeps NaN.
/// </remarks>
internal static class NaturalLogarithm
{
    private const int SqrtHalf = 0x3F3504F3;
    private const int Mantissa = 0x007FFFFF;

    /// <summary><c>ln x</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Compute(Vector256<float> x)
    {
        Vector256<int> bits = x.AsInt32() - Vector256.Create(SqrtHalf);
        var exponent = Vector256.ConvertToSingle(bits >> 23);
        Vector256<float> t = ((bits & Vector256.Create(Mantissa)) + Vector256.Create(SqrtHalf)).AsSingle() - Vector256.Create(1f);
        var p = Vector256.Create(0.08734836429357529f);
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(-0.14307518303394318f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.14917974174022675f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(-0.16570508480072021f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.19962072372436523f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(-0.25001755356788635f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(0.33333951234817505f));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(-0.49999991059303284f));
        p = Vector256.MultiplyAddEstimate(p, t * t, t);
        return Vector256.MultiplyAddEstimate(exponent, Vector256.Create(0.69314718f), p);
    }
}
