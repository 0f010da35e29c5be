using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

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
    public static void Compute(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities) =>
        RowUtilities.Compute<OfRow>(probabilities, classCount, utilities);

    internal readonly struct OfRow : IRowUtility
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Of(ref float row, int classCount)
        {
            if (classCount < RowLanes.Width)
            {
                return Plain(ref row, classCount);
            }
            // Each lane keeps its own two largest; the lanes are merged below. Numbers that are not negative compare like their bits, for
            // which minimum and maximum are cheap; all others, NaN included, have larger bits than infinity and show in the result.
            Vector256<uint> firsts = RowLanes.LoadRest(ref row, classCount).AsUInt32(), seconds = Vector256<uint>.Zero;
            for (int c = 0; c <= classCount - RowLanes.Width; c += RowLanes.Width)
            {
                Vector256<uint> p = Vector256.LoadUnsafe(ref row, (nuint)c).AsUInt32();
                seconds = Vector256.Max(seconds, Vector256.Min(firsts, p));
                firsts = Vector256.Max(firsts, p);
            }
            (Vector128<uint> f, Vector128<uint> s) = Merge(firsts.GetLower(), seconds.GetLower(), firsts.GetUpper(), seconds.GetUpper());
            (f, s) = Merge(f, s, Vector128.Shuffle(f, Vector128.Create(2u, 3u, 0u, 1u)), Vector128.Shuffle(s, Vector128.Create(2u, 3u, 0u, 1u)));
            (f, s) = Merge(f, s, Vector128.Shuffle(f, Vector128.Create(1u, 0u, 3u, 2u)), Vector128.Shuffle(s, Vector128.Create(1u, 0u, 3u, 2u)));
            return f[0] <= RowLanes.Infinity ? s.AsSingle()[0] - f.AsSingle()[0] : Plain(ref row, classCount);
        }

        private static float Plain(ref float row, int classCount)
        {
            float first = 0, second = 0;
            for (int c = 0; c < classCount; c++)
            {
                float p = Unsafe.Add(ref row, c);
                second = Math.Max(second, Math.Min(first, p));
                first = Math.Max(first, p);
            }
            return second - first;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (Vector128<uint> First, Vector128<uint> Second) Merge(
            Vector128<uint> first, Vector128<uint> second, Vector128<uint> otherFirst, Vector128<uint> otherSecond) =>
            (Vector128.Max(first, otherFirst), Vector128.Max(Vector128.Max(second, otherSecond), Vector128.Min(first, otherFirst)));
    }
}
