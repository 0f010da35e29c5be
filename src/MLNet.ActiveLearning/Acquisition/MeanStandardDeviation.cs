using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How far the class probabilities of stochastic passes scatter, on average over the classes.</summary>
/// <remarks>
/// <c>var_c = (1/S) sum_s (p_sc - pbar_c)^2</c>, the population form; <c>utility = (1/C) sum_c sqrt(var_c)</c>, or without the root for the
/// mean variance. No unit; the standard deviation lies in [0, 1/2], the variance in [0, 1/4]; higher means more worth labelling; equal
/// passes give exactly 0. Two passes over a row in double precision: the difference of the mean square and the squared mean would leave
/// rounding where there is no scatter. Pure, thread-safe, O(N S C). Kampffmeyer, Salberg, Jenssen, "Semantic Segmentation of Small
/// Objects and Modeling of Uncertainty in Urban Remote Sensing Images", CVPR Workshops 2016; Gal, Islam, Ghahramani, ICML 2017.
/// </remarks>
public static class MeanStandardDeviation
{
    /// <summary>Computes the mean standard deviation of each sample.</summary>
    /// <param name="passes">(N, S, C): each sample's passes one after the other.</param>
    /// <param name="passCount">Number of passes S, at least 1; one pass gives 0.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Compute(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities) =>
        Compute(passes, passCount, classCount, utilities, withRoot: true);

    /// <summary>Computes the mean variance of each sample.</summary>
    /// <param name="passes">(N, S, C): each sample's passes one after the other.</param>
    /// <param name="passCount">Number of passes S, at least 1; one pass gives 0.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ComputeVariance(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities) =>
        Compute(passes, passCount, classCount, utilities, withRoot: false);

    private static void Compute(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities, bool withRoot)
    {
        int width = PassShape.Check(passes.Length, passCount, classCount, utilities.Length);
        double[] rented = ArrayPool<double>.Shared.Rent(classCount);
        try
        {
            Span<double> values = rented.AsSpan(0, classCount);
            for (int n = 0; n < utilities.Length; n++)
            {
                ReadOnlySpan<float> row = passes.Slice(n * width, width);
                PassAverage.OfRow(row, passCount, values);
                ReplaceMeansByVariances(row, passCount, values);
                double sum = 0;
                foreach (double variance in values)
                {
                    sum += withRoot ? Math.Sqrt(variance) : variance;
                }
                utilities[n] = (float)(sum / classCount);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static void ReplaceMeansByVariances(ReadOnlySpan<float> passes, int passCount, Span<double> means)
    {
        int classCount = means.Length;
        ref float start = ref MemoryMarshal.GetReference(passes);
        int c = 0;
        for (; c <= classCount - Vector256<double>.Count; c += Vector256<double>.Count)
        {
            var mean = Vector256.Create<double>(means.Slice(c, Vector256<double>.Count));
            var sum = Vector256<double>.Zero;
            for (int s = 0; s < passCount; s++)
            {
                Vector256<double> difference = Vector256.WidenLower(Vector128.LoadUnsafe(ref start, (nuint)((s * classCount) + c)).ToVector256()) - mean;
                sum += difference * difference;
            }
            (sum / Vector256.Create((double)passCount)).CopyTo(means[c..]);
        }
        for (; c < classCount; c++)
        {
            double sum = 0;
            for (int s = 0; s < passCount; s++)
            {
                double difference = passes[(s * classCount) + c] - means[c];
                sum += difference * difference;
            }
            means[c] = sum / passCount;
        }
    }
}
