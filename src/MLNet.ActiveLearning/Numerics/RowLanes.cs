using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>The end of a row that does not fill a vector of eight.</summary>
internal static class RowLanes
{
    /// <summary>Numbers in a vector.</summary>
    public const int Width = 8;

    /// <summary>The bits of infinity: those of numbers that are not negative are at most these.</summary>
    public const uint Infinity = 0x7F800000;

    private static ReadOnlySpan<int> Masks => [0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1];

    /// <summary>Where the vector that holds the rest starts: before the rest if the row is long enough, so that no memory beyond it is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int RestStart(int length) => Math.Max(0, length - Width);

    /// <summary>The last <c>length mod 8</c> numbers of a row from <see cref="RestStart"/> on, 0 in all other lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadRest(ref float row, int length) => length >= Width
        ? Vector256.LoadUnsafe(ref row, (nuint)(length - Width)) & Vector256.LoadUnsafe(in Masks[0], (nuint)(length % Width)).AsSingle()
        : LoadShort(ref row, length);

    /// <summary>Sum of the lanes, always in the same order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> lanes)
    {
        Vector128<float> four = lanes.GetLower() + lanes.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Max(Vector256<uint> lanes)
    {
        Vector128<uint> four = Vector128.Max(lanes.GetLower(), lanes.GetUpper());
        four = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2u, 3u, 0u, 1u)));
        return Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(1u, 0u, 3u, 2u)))[0];
    }

    private static Vector256<float> LoadShort(ref float row, int length)
    {
        Vector256<float> lanes = default;
        for (int i = 0; i < length; i++)
        {
            Unsafe.Add(ref Unsafe.As<Vector256<float>, float>(ref lanes), i) = Unsafe.Add(ref row, i);
        }
        return lanes;
    }
}
