using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>BALD utility: how much the label of a sample would say about the model, judged by the disagreement of stochastic passes.</summary>
/// <remarks>
/// <para>
/// <c>utility = H(pbar) - (1/S) sum_s H(p_s)</c>, the mutual information of label and pass, in nats, in [0, ln min(S, C)]; higher means
/// more worth labelling. <c>pbar</c> is the average over the passes and <c>0 ln 0 = 0</c>.
/// </para>
/// <para>
/// Computed as <c>(1/S) sum_s sum_c p_sc (ln p_sc - ln pbar_c)</c>, which is the same number: a difference of large entropies would lose
/// the small utilities, while this form gives exactly 0 for equal passes. Negative rounding is clamped to 0. Pure, thread-safe,
/// O(N S C). Houlsby, Huszar, Ghahramani, Lengyel, "Bayesian Active Learning for Classification and Preference Learning", 2011; Gal,
/// Islam, Ghahramani, "Deep Bayesian Active Learning with Image Data", ICML 2017.
/// </para>
/// </remarks>
public static class Bald
{
    /// <summary>Computes the utility of each sample.</summary>
    /// <param name="passes">(N, S, C): each sample's passes one after the other; each pass sums to 1.</param>
    /// <param name="passCount">Number of passes S, at least 1; one pass gives 0.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void Compute(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities)
    {
        int width = PassShape.Check(passes.Length, passCount, classCount, utilities.Length);
        float[] logarithms = ArrayPool<float>.Shared.Rent(classCount + RowLanes.Width);
        double[] mean = ArrayPool<double>.Shared.Rent(classCount);
        try
        {
            for (int n = 0; n < utilities.Length; n++)
            {
                utilities[n] = (float)OfRow(passes.Slice(n * width, width), passCount, mean.AsSpan(0, classCount), logarithms);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(logarithms);
            ArrayPool<double>.Shared.Return(mean);
        }
    }

    /// <summary>The average entropy of the passes, <c>(1/S) sum_s H(p_s)</c>: the uncertainty that no label can remove. In nats, in [0, ln C].</summary>
    /// <param name="passes">(N, S, C).</param>
    /// <param name="passCount">Number of passes S, at least 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="entropies">Receives N averages.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void ComputeExpectedEntropy(ReadOnlySpan<float> passes, int passCount, int classCount, Span<double> entropies)
    {
        int width = PassShape.Check(passes.Length, passCount, classCount, entropies.Length);
        for (int n = 0; n < entropies.Length; n++)
        {
            double sum = 0;
            for (int s = 0; s < passCount; s++)
            {
                sum += Entropy.Of(passes.Slice((n * width) + (s * classCount), classCount));
            }
            entropies[n] = sum / passCount;
        }
    }

    /// <summary>The utility of one sample, not rounded to single precision.</summary>
    /// <param name="passes">(S, C).</param>
    /// <param name="passCount">S.</param>
    /// <param name="mean">Scratch of length C.</param>
    /// <param name="logarithms">Scratch of length C + 8.</param>
    internal static double OfRow(ReadOnlySpan<float> passes, int passCount, Span<double> mean, Span<float> logarithms)
    {
        int classCount = mean.Length;
        PassAverage.OfRow(passes, passCount, mean);
        for (int c = 0; c < classCount; c++)
        {
            logarithms[c] = (float)mean[c];
        }
        logarithms.Slice(classCount, RowLanes.Width).Fill(1f);
        ref float logs = ref MemoryMarshal.GetReference(logarithms);
        for (int c = 0; c < classCount; c += RowLanes.Width)
        {
            NaturalLogarithm.Compute(Vector256.LoadUnsafe(ref logs, (nuint)c)).StoreUnsafe(ref logs, (nuint)c);
        }
        double sum = 0;
        for (int s = 0; s < passCount; s++)
        {
            sum += Divergence(ref MemoryMarshal.GetReference(passes.Slice(s * classCount, classCount)), ref logs, classCount);
        }
        return Math.Max(0.0, sum / passCount);
    }

    // KL(p || pbar) = sum_c p_c (ln p_c - ln pbar_c)
    private static float Divergence(ref float row, ref float logs, int classCount)
    {
        var sum = Vector256<float>.Zero;
        for (int c = 0; c <= classCount - RowLanes.Width; c += RowLanes.Width)
        {
            var p = Vector256.LoadUnsafe(ref row, (nuint)c);
            sum = Vector256.MultiplyAddEstimate(p, NaturalLogarithm.Compute(p) - Vector256.LoadUnsafe(ref logs, (nuint)c), sum);
        }
        if (classCount % RowLanes.Width != 0)
        {
            Vector256<float> p = RowLanes.LoadRest(ref row, classCount);
            Vector256<float> meanLogs = Vector256.LoadUnsafe(ref logs, (nuint)RowLanes.RestStart(classCount));
            sum = Vector256.MultiplyAddEstimate(p, NaturalLogarithm.Compute(p) - meanLogs, sum);
        }
        return RowLanes.Sum(sum);
    }
}
