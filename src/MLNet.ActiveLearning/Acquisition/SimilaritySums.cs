using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Sums over a few hundred similarities: in Single within a lane of at most some dozen values, then in double.</summary>
internal static class SimilaritySums
{
    private const int Lanes = 8;

    /// <summary><c>sum_i s_i</c>.</summary>
    public static double Plain(ReadOnlySpan<float> similarities)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(similarities);
        Vector256<float> a = default, b = default;
        int v = 0;
        for (; v + 1 < vectors.Length; v += 2)
        {
            a += vectors[v];
            b += vectors[v + 1];
        }
        double sum = SumLanes(v < vectors.Length ? a + vectors[v] : a) + SumLanes(b);
        foreach (float similarity in similarities[(vectors.Length * Lanes)..])
        {
            sum += similarity;
        }
        return sum;
    }

    /// <summary><c>sum_i max(0, s_i - floor_i)</c>: what better cover is worth.</summary>
    public static double Excess(ReadOnlySpan<float> similarities, ReadOnlySpan<float> floor)
    {
        var s = MemoryMarshal.Cast<float, Vector256<float>>(similarities);
        var f = MemoryMarshal.Cast<float, Vector256<float>>(floor[..similarities.Length]);
        Vector256<float> zero = default, a = default, b = default, c = default, d = default;
        int v = 0;
        for (; v + 3 < s.Length; v += 4)
        {
            a += Vector256.Max(s[v] - f[v], zero);
            b += Vector256.Max(s[v + 1] - f[v + 1], zero);
            c += Vector256.Max(s[v + 2] - f[v + 2], zero);
            d += Vector256.Max(s[v + 3] - f[v + 3], zero);
        }
        for (; v < s.Length; v++)
        {
            a += Vector256.Max(s[v] - f[v], zero);
        }
        double sum = SumLanes(a) + SumLanes(b) + SumLanes(c) + SumLanes(d);
        for (int i = s.Length * Lanes; i < similarities.Length; i++)
        {
            sum += Math.Max(similarities[i] - floor[i], 0);
        }
        return sum;
    }

    /// <summary><c>sum_i max(0, min(s_i, ceiling_i) - floor_i)</c>: what better cover is worth where more than the ceiling does not count.</summary>
    public static double Excess(ReadOnlySpan<float> similarities, ReadOnlySpan<float> ceiling, ReadOnlySpan<float> floor)
    {
        var s = MemoryMarshal.Cast<float, Vector256<float>>(similarities);
        var c = MemoryMarshal.Cast<float, Vector256<float>>(ceiling[..similarities.Length]);
        var f = MemoryMarshal.Cast<float, Vector256<float>>(floor[..similarities.Length]);
        Vector256<float> zero = default, even = default, odd = default;
        int v = 0;
        for (; v + 1 < s.Length; v += 2)
        {
            even += Vector256.Max(Vector256.Min(s[v], c[v]) - f[v], zero);
            odd += Vector256.Max(Vector256.Min(s[v + 1], c[v + 1]) - f[v + 1], zero);
        }
        if (v < s.Length)
        {
            even += Vector256.Max(Vector256.Min(s[v], c[v]) - f[v], zero);
        }
        double sum = SumLanes(even) + SumLanes(odd);
        for (int i = s.Length * Lanes; i < similarities.Length; i++)
        {
            sum += Math.Max(Math.Min(similarities[i], ceiling[i]) - floor[i], 0);
        }
        return sum;
    }

    /// <summary><c>sum_i min(s_i, limit_i) - min(0, limit_i)</c>: what more of something is worth up to a limit.</summary>
    public static double UpTo(ReadOnlySpan<float> similarities, ReadOnlySpan<float> limit)
    {
        var s = MemoryMarshal.Cast<float, Vector256<float>>(similarities);
        var l = MemoryMarshal.Cast<float, Vector256<float>>(limit[..similarities.Length]);
        Vector256<float> zero = default, a = default, b = default;
        int v = 0;
        for (; v + 1 < s.Length; v += 2)
        {
            a += Vector256.Min(s[v], l[v]) - Vector256.Min(zero, l[v]);
            b += Vector256.Min(s[v + 1], l[v + 1]) - Vector256.Min(zero, l[v + 1]);
        }
        if (v < s.Length)
        {
            a += Vector256.Min(s[v], l[v]) - Vector256.Min(zero, l[v]);
        }
        double sum = SumLanes(a) + SumLanes(b);
        for (int i = s.Length * Lanes; i < similarities.Length; i++)
        {
            sum += Math.Min(similarities[i], limit[i]) - Math.Min(0, limit[i]);
        }
        return sum;
    }

    private static double SumLanes(Vector256<float> vector)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(vector);
        return Vector256.Sum(low + high);
    }
}
