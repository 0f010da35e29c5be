using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>The part of GLISTER's gain that depends on the rows chosen so far, and the choice of the best row under it.</summary>
internal abstract class GlisterPenalty
{
    public static GlisterPenalty Create(GlisterSettings settings, GradientEmbeddings pool, Parallelism parallelism) => settings.Regularizer switch
    {
        GlisterRegularizer.FacilityLocation => new GlisterFacilityLocation(pool, settings.RegularizerWeight, parallelism),
        GlisterRegularizer.Diversity => new Diversity(pool, settings.RegularizerWeight, parallelism),
        _ => new Nothing(),
    };

    /// <summary>The row that is not chosen with the largest gain, the lowest on a tie.</summary>
    public abstract Pick FindBest(double[] gains, bool[] chosen);

    /// <summary>Takes note of a chosen row.</summary>
    public abstract void Add(int row);

    protected static Pick FindLargest(ReadOnlySpan<double> gains, ReadOnlySpan<double> additions, bool[] chosen)
    {
        int best = -1;
        double bestGain = double.NegativeInfinity;
        for (int i = 0; i < gains.Length; i++)
        {
            double gain = additions.IsEmpty ? gains[i] : gains[i] + additions[i];
            if (!chosen[i] && (best < 0 || gain > bestGain))
            {
                (best, bestGain) = (i, gain);
            }
        }
        return new Pick(best, bestGain);
    }

    private sealed class Nothing : GlisterPenalty
    {
        public override Pick FindBest(double[] gains, bool[] chosen) => FindLargest(gains, [], chosen);

        public override void Add(int row)
        {
        }
    }

    private sealed class Diversity(GradientEmbeddings pool, double weight, Parallelism parallelism) : GlisterPenalty
    {
        private readonly double[] additions = new double[pool.Count];

        public override Pick FindBest(double[] gains, bool[] chosen) => FindLargest(gains, additions, chosen);

        public override void Add(int row) => Blocks.ForEach(pool.Count, blockSize: 256, parallelism, (_, first, count) =>
        {
            for (int i = first; i < first + count; i++)
            {
                additions[i] -= weight * Math.Exp(-pool.SquaredDistance(i, pool, row) / 2);
            }
        });
    }
}
