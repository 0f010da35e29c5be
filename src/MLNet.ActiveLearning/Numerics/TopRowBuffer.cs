using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>The candidates of one worker for the best k of all rows: collected unsorted, and cut back to k whenever they have become many.</summary>
/// <remarks>After a cut the k-th utility is a threshold, and rows below it are passed over eight at a time.</remarks>
internal sealed class TopRowBuffer(int count)
{
    private const int Spare = 16384;

    private readonly List<ulong> keys = [];
    private float threshold = float.NaN;

    /// <summary>The keys collected so far: all that the best k of the rows seen can be.</summary>
    public ReadOnlySpan<ulong> Keys => CollectionsMarshal.AsSpan(keys);

    /// <summary>Takes consecutive rows.</summary>
    public void Add(ReadOnlySpan<float> utilities, int firstPosition)
    {
        int i = 0;
        if (!float.IsNaN(threshold))
        {
            var limit = Vector256.Create(threshold);
            ref float start = ref MemoryMarshal.GetReference(utilities);
            for (; i <= utilities.Length - RowLanes.Width; i += RowLanes.Width)
            {
                uint accepted = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref start, (nuint)i), limit).ExtractMostSignificantBits();
                for (; accepted != 0; accepted &= accepted - 1)
                {
                    int lane = i + System.Numerics.BitOperations.TrailingZeroCount(accepted);
                    keys.Add(RankKey.Create(utilities[lane], firstPosition + lane));
                }
            }
        }
        for (; i < utilities.Length; i++)
        {
            if (!(utilities[i] < threshold))
            {
                keys.Add(RankKey.Create(utilities[i], firstPosition + i));
            }
        }
        if (keys.Count > (2L * count) + Spare)
        {
            Cut(CollectionsMarshal.AsSpan(keys));
        }
    }

    private void Cut(Span<ulong> all)
    {
        RankKey.SelectFirst(all, count);
        ulong last = 0;
        foreach (ulong key in all[..count])
        {
            last = Math.Max(last, key);
        }
        threshold = RankKey.Utility(last);
        CollectionsMarshal.SetCount(keys, count);
    }
}
