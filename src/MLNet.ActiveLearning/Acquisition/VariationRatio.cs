using System.Buffers;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Variation ratio: the share of stochastic passes that disagree with the most frequent prediction.</summary>
/// <remarks>
/// <para>
/// Hard form: pass s votes for <c>v_s = argmax_c p_sc</c> (the lowest class on a tie); <c>utility = 1 - max_c |{s : v_s = c}| / S</c>, in
/// [0, 1 - 1/min(S, C)]. Only few values are possible, so ties are common and rank by row.
/// Soft form: <c>utility = 1 - max_c pbar_c</c>, in [0, 1 - 1/C], with the average over the passes.
/// </para>
/// <para>No unit; higher means more worth labelling. Pure, thread-safe, O(N S C). Freeman, "Elementary Applied Statistics", 1965; Gal, Islam,
/// Ghahramani, ICML 2017; Beluch, Genewein, Nuernberger, Koehler, "The Power of Ensembles for Active Learning in Image Classification",
/// CVPR 2018.</para>
/// </remarks>
public static class VariationRatio
{
    /// <summary>Computes the hard form for each sample.</summary>
    /// <param name="passes">(N, S, C): each sample's passes one after the other.</param>
    /// <param name="passCount">Number of passes S, at least 1; one pass gives 0.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is NaN or infinite.</exception>
    public static void Compute(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities)
    {
        int width = PassShape.Check(passes.Length, passCount, classCount, utilities.Length);
        FiniteRows.Check(passes, width, "passes");
        int[] votes = ArrayPool<int>.Shared.Rent(passCount);
        int[] rented = ArrayPool<int>.Shared.Rent(classCount);
        try
        {
            Span<int> counts = rented.AsSpan(0, classCount);
            for (int n = 0; n < utilities.Length; n++)
            {
                Vote(passes.Slice(n * width, width), classCount, votes.AsSpan(0, passCount));
                counts.Clear();
                int modal = 0;
                foreach (int vote in votes.AsSpan(0, passCount))
                {
                    modal = Math.Max(modal, ++counts[vote]);
                }
                utilities[n] = (float)(1.0 - ((double)modal / passCount));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(votes);
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Computes the soft form for each sample.</summary>
    /// <param name="passes">(N, S, C): each sample's passes one after the other.</param>
    /// <param name="passCount">Number of passes S, at least 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="utilities">Receives N utilities.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is NaN or infinite.</exception>
    public static void ComputeSoft(ReadOnlySpan<float> passes, int passCount, int classCount, Span<float> utilities)
    {
        int width = PassShape.Check(passes.Length, passCount, classCount, utilities.Length);
        FiniteRows.Check(passes, width, "passes");
        double[] rented = ArrayPool<double>.Shared.Rent(classCount);
        try
        {
            Span<double> mean = rented.AsSpan(0, classCount);
            for (int n = 0; n < utilities.Length; n++)
            {
                PassAverage.OfRow(passes.Slice(n * width, width), passCount, mean);
                double largest = mean[0];
                foreach (double p in mean)
                {
                    largest = Math.Max(largest, p);
                }
                utilities[n] = (float)(1.0 - largest);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    /// <summary>The class that each pass predicts, the lowest one on a tie.</summary>
    /// <param name="passes">(N, S, C).</param>
    /// <param name="passCount">Number of passes S, at least 1.</param>
    /// <param name="classCount">Number of classes C, at least 1.</param>
    /// <param name="votes">(N, S): receives the classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is NaN or infinite.</exception>
    public static void ComputeVotes(ReadOnlySpan<float> passes, int passCount, int classCount, Span<int> votes)
    {
        PassShape.Check(passes.Length, 1, classCount, votes.Length);
        int width = PassShape.Check(passes.Length, passCount, classCount, votes.Length / Math.Max(1, passCount));
        FiniteRows.Check(passes, width, "passes");
        Vote(passes, classCount, votes);
    }

    private static void Vote(ReadOnlySpan<float> passes, int classCount, Span<int> votes)
    {
        for (int i = 0; i < votes.Length; i++)
        {
            votes[i] = TrainingDynamics.IndexOfMaximum(passes.Slice(i * classCount, classCount));
        }
    }
}
