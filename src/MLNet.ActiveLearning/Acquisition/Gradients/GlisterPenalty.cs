using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>GLISTER's gain: a row's product with the validation gradient and what its regulariser adds for the rows chosen so far; and the best row under it.</summary>
internal abstract class GlisterPenalty
{
    public static GlisterPenalty Create(GlisterSettings settings, GradientEmbeddings pool, Parallelism parallelism) => settings.Regularizer switch
    {
        GlisterRegularizer.FacilityLocation => new GlisterFacilityLocation(pool, settings.RegularizerWeight, parallelism),
        GlisterRegularizer.Diversity => new Diversity(pool, settings.RegularizerWeight, parallelism),
        _ => new Nothing(pool, parallelism),
    };

    /// <summary>Takes note of a new validation gradient.</summary>
    public abstract void Refresh(LayerGradient gradient);

    /// <summary>The row that is not chosen with the largest gain, the lowest on a tie.</summary>
    public abstract Pick FindBest(bool[] chosen);

    /// <summary>Takes note of a chosen row.</summary>
    public abstract void Add(int row);

    private sealed class Nothing(GradientEmbeddings pool, Parallelism parallelism) : GlisterPenalty
    {
        private readonly LargestProduct search = new(pool, parallelism);
        private LayerGradient? current;

        public override void Refresh(LayerGradient gradient) => current = gradient;

        public override Pick FindBest(bool[] chosen) => search.Find(current!, chosen);

        public override void Add(int row)
        {
        }
    }

    private sealed class Diversity(GradientEmbeddings pool, double weight, Parallelism parallelism) : GlisterPenalty
    {
        private readonly double[] products = new double[pool.Count];
        private readonly double[] additions = new double[pool.Count];

        public override void Refresh(LayerGradient gradient) => gradient.Multiply(pool, products, parallelism);

        public override Pick FindBest(bool[] chosen)
        {
            var best = new Pick(-1, double.NegativeInfinity);
            for (int i = 0; i < products.Length; i++)
            {
                double gain = products[i] + additions[i];
                if (!chosen[i] && (best.Index < 0 || gain > best.Score))
                {
                    best = new Pick(i, gain);
                }
            }
            return best;
        }

        public override void Add(int row) => Blocks.ForEach(pool.Count, blockSize: 256, parallelism, (_, first, count) =>
        {
            for (int i = first; i < first + count; i++)
            {
                additions[i] -= weight * Math.Exp(-pool.SquaredDistance(i, pool, row) / 2);
            }
        });
    }
}
