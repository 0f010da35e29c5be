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
        public static float Of(ref float row, int classCount)
        {
            if (classCount < RowLanes.Width)
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
            // Each lane keeps its own two largest; the lanes are merged below.
            Vector256<float> rest = RowLanes.LoadRest(ref row, classCount);
            Vector256<float> firsts = rest, seconds = Vector256<float>.Zero;
            Vector256<float> numbers = Vector256.Equals(rest, rest);
            for (int c = 0; c <= classCount - RowLanes.Width; c += RowLanes.Width)
            {
                var p = Vector256.LoadUnsafe(ref row, (nuint)c);
                seconds = Vector256.MaxNative(seconds, Vector256.MinNative(firsts, p));
                firsts = Vector256.MaxNative(firsts, p);
                numbers &= Vector256.Equals(p, p);
            }
            return numbers.ExtractMostSignificantBits() == 0xFF ? Merge(firsts, seconds) : float.NaN;
        }

        private static float Merge(Vector256<float> firsts, Vector256<float> seconds)
        {
            (Vector128<float> f, Vector128<float> s) = MergePair(firsts.GetLower(), seconds.GetLower(), firsts.GetUpper(), seconds.GetUpper());
            (f, s) = MergePair(f, s, Vector128.Shuffle(f, Vector128.Create(2, 3, 0, 1)), Vector128.Shuffle(s, Vector128.Create(2, 3, 0, 1)));
            (f, s) = MergePair(f, s, Vector128.Shuffle(f, Vector128.Create(1, 0, 3, 2)), Vector128.Shuffle(s, Vector128.Create(1, 0, 3, 2)));
            return s[0] - f[0];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (Vector128<float> First, Vector128<float> Second) MergePair(
            Vector128<float> first, Vector128<float> second, Vector128<float> otherFirst, Vector128<float> otherSecond) =>
            (Vector128.MaxNative(first, otherFirst),
             Vector128.MaxNative(Vector128.MaxNative(second, otherSecond), Vector128.MinNative(first, otherFirst)));
    }
}
