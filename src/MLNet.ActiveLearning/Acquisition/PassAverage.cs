using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Average of the class probabilities over stochastic passes: <c>pbar_n = (1/S) sum_s p_sn</c>.</summary>
/// <remarks>
/// What every uncertainty over passes starts from. Sums are kept in double precision in the order of the passes; equal passes give their
/// own values back exactly. Pure, thread-safe, O(N S C).
/// </remarks>
public static class PassAverage
{
    /// <summary>Averages each sample's passes.</summary>
    /// <param name="passes">(N, S, C): each sample's passes one after the other.</param>
    /// <param name="passCount">Number of passes S, at least 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="means">(N, C): receives the averages.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Compute(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> means)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        int rows = means.Length / classCount;
        Shape.Check(means.Length, classCount, rows);
        int width = PassShape.Check(passes.Length, passCount, classCount, rows);
        double[] rented = ArrayPool<double>.Shared.Rent(classCount);
        try
        {
            Span<double> mean = rented.AsSpan(0, classCount);
            for (int n = 0; n < rows; n++)
            {
                OfRow(passes.Slice(n * width, width), passCount, mean);
                Span<float> target = means.Slice(n * classCount, classCount);
                for (int c = 0; c < classCount; c++)
                {
                    target[c] = (float)mean[c];
                }
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>Averages the (S, C) passes of one sample.</summary>
    internal static void OfRow(ReadOnlySpan<float> passes, int passCount, Span<double> mean)
    {
        int classCount = mean.Length;
        ref float start = ref MemoryMarshal.GetReference(passes);
        int c = 0;
        for (; c <= classCount - Vector256<double>.Count; c += Vector256<double>.Count)
        {
            var sum = Vector256<double>.Zero;
            for (int s = 0; s < passCount; s++)
            {
                sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref start, (nuint)((s * classCount) + c)).ToVector256());
            }
            (sum / Vector256.Create((double)passCount)).CopyTo(mean[c..]);
        }
        for (; c < classCount; c++)
        {
            double sum = 0;
            for (int s = 0; s < passCount; s++)
            {
                sum += passes[(s * classCount) + c];
            }
            mean[c] = sum / passCount;
        }
    }
}
