using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Margin utility (best versus second best): how close the two most probable classes of a sample are.</summary>
/// <remarks>
/// <c>utility = p_(2) - p_(1)</c>, no unit, in [-1, 0]; higher (nearer to 0) means more worth labelling. With one class the second
/// probability counts as 0. Pure, thread-safe, O(N C), one pass. Scheffer, Decomain, Wrobel, "Active Hidden Markov Models for
/// Information Extraction", IDA 2001.
/// </remarks>
public static class Margin
{
    /// <summary>Computes the utility of each sample.</summary>
    /// <param name="probabilities">(N, C), row-major; each row sums to 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Compute(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities)
    {
        Shape.Check(probabilities.Length, classCount, utilities.Length);
        for (int n = 0; n < utilities.Length; n++)
        {
            utilities[n] = OfRow(probabilities.Slice(n * classCount, classCount));
        }
    }

    private static float OfRow(ReadOnlySpan<float> row)
    {
        float first = 0, second = 0;
        int c = 0;
        int lanes = Vector<float>.Count;
        if (row.Length >= 2 * lanes)
        {
            // Each lane keeps its own two largest; the lanes are merged below.
            var firsts = Vector<float>.Zero;
            var seconds = Vector<float>.Zero;
            ref float start = ref MemoryMarshal.GetReference(row);
            for (; c <= row.Length - lanes; c += lanes)
            {
                var p = Vector.LoadUnsafe(ref start, (nuint)c);
                seconds = Vector.Max(seconds, Vector.Min(firsts, p));
                firsts = Vector.Max(firsts, p);
            }
            for (int lane = 0; lane < lanes; lane++)
            {
                Insert(firsts[lane], ref first, ref second);
                Insert(seconds[lane], ref first, ref second);
            }
        }
        for (; c < row.Length; c++)
        {
            Insert(row[c], ref first, ref second);
        }
        return second - first;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert(float p, ref float first, ref float second)
    {
        second = Math.Max(second, Math.Min(first, p));
        first = Math.Max(first, p);
    }
}
