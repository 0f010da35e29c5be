using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Applies a row kernel to consecutive rows.</summary>
internal static class RowUtilities
{
    public static void Compute<TUtility>(ReadOnlySpan<float> probabilities, int classCount, Span<float> utilities)
        where TUtility : IRowUtility
    {
        Shape.Check(probabilities.Length, classCount, utilities.Length);
        ref float start = ref MemoryMarshal.GetReference(probabilities);
        for (int n = 0; n < utilities.Length; n++)
        {
            utilities[n] = TUtility.Of(ref Unsafe.Add(ref start, (nint)n * classCount), classCount);
        }
    }
}
