using System.Numerics;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Trainers.Optimization;

/// <summary>Vectorised dot products and updates of float vectors.</summary>
internal static class LinearMath
{
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        int lanes = Vector<float>.Count, i = 0;
        var va = MemoryMarshal.Cast<float, Vector<float>>(a);
        var vb = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> s0 = default, s1 = default;
        for (; i + 1 < va.Length; i += 2)
        {
            s0 += va[i] * vb[i];
            s1 += va[i + 1] * vb[i + 1];
        }
        if (i < va.Length)
            s0 += va[i] * vb[i];
        float sum = Vector.Sum(s0 + s1);
        for (i = va.Length * lanes; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target += scale * x.</summary>
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> x, float scale)
    {
        var vt = MemoryMarshal.Cast<float, Vector<float>>(target);
        var vx = MemoryMarshal.Cast<float, Vector<float>>(x);
        var vs = new Vector<float>(scale);
        for (int i = 0; i < vt.Length; i++)
            vt[i] += vs * vx[i];
        for (int i = vt.Length * Vector<float>.Count; i < target.Length; i++)
            target[i] += scale * x[i];
    }

    /// <summary>raw += scale * x; target = raw shrunk towards zero by the threshold.</summary>
    public static void AddScaledAndShrink(Span<float> raw, Span<float> target, ReadOnlySpan<float> x, float scale, float threshold)
    {
        var vr = MemoryMarshal.Cast<float, Vector<float>>(raw);
        var vt = MemoryMarshal.Cast<float, Vector<float>>(target);
        var vx = MemoryMarshal.Cast<float, Vector<float>>(x);
        var vs = new Vector<float>(scale);
        var high = new Vector<float>(threshold);
        for (int i = 0; i < vr.Length; i++)
        {
            vr[i] += vs * vx[i];
            vt[i] = Vector.Max(vr[i] - high, Vector<float>.Zero) + Vector.Min(vr[i] + high, Vector<float>.Zero);
        }
        for (int i = vr.Length * Vector<float>.Count; i < raw.Length; i++)
        {
            raw[i] += scale * x[i];
            target[i] = Shrink(raw[i], threshold);
        }
    }

    public static float Shrink(float value, float threshold) => Math.Max(value - threshold, 0) + Math.Min(value + threshold, 0);

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static void AddScaled(Span<double> target, ReadOnlySpan<double> x, double scale)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += scale * x[i];
    }

    /// <summary>log(1 + exp(-margin)) without overflow.</summary>
    public static double LogisticLoss(double margin)
        => margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;

    /// <summary>Scores to probabilities in place; returns the logarithm of the normaliser.</summary>
    public static float SoftMax(Span<float> scores)
    {
        float max = float.NegativeInfinity;
        foreach (float s in scores)
            max = Math.Max(max, s);
        double sum = 0;
        for (int i = 0; i < scores.Length; i++)
            sum += Math.Exp(scores[i] - max);
        float logNormaliser = (float)(Math.Log(sum) + max);
        for (int i = 0; i < scores.Length; i++)
            scores[i] = (float)(Math.Exp(scores[i] - max) / sum);
        return logNormaliser;
    }
}
