using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Least-confidence utility: how improbable the most probable class of a sample is.</summary>
/// <remarks>
/// <c>utility = -max_c p_c</c>, no unit, in [-1, -1/C]; higher means more worth labelling. The order equals that of
/// <c>1 - max_c p_c</c>. Pure, thread-safe, O(N C). Lewis and Gale, "A Sequential Algorithm for Training Text Classifiers",
/// SIGIR 1994; Settles, "Active Learning Literature Survey", 2009, section 3.1.
/// </remarks>
public static class LeastConfidence
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
            // Numbers that are not negative compare like their bits, for which the maximum is one cheap instruction; all others, NaN
            // included, have larger bits than infinity and show in the result. The last vector overlaps the one before: a maximum does not mind.
            Vector256<uint> largests = Vector256.LoadUnsafe(ref row, (nuint)(classCount - RowLanes.Width)).AsUInt32();
            for (int c = 0; c < classCount - RowLanes.Width; c += RowLanes.Width)
            {
                largests = Vector256.Max(largests, Vector256.LoadUnsafe(ref row, (nuint)c).AsUInt32());
            }
            uint largest = RowLanes.Max(largests);
            return largest <= RowLanes.Infinity ? -BitConverter.UInt32BitsToSingle(largest) : Plain(ref row, classCount);
        }

        private static float Plain(ref float row, int classCount)
        {
            float largest = row;
            for (int c = 1; c < classCount; c++)
            {
                largest = Math.Max(largest, Unsafe.Add(ref row, c));
            }
            return -largest;
        }
    }
}
