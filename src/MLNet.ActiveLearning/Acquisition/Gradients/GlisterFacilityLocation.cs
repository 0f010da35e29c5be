using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>GLISTER's facility-location regulariser: <c>+ w sum_j (m_j - min(m_j, D_ij))</c>, m_j the distance of row j to the nearest chosen row.</summary>
/// <remarks>
/// Before the first choice m_j is the largest distance of all. As m only shrinks, a gain computed earlier is an upper bound of the gain now;
/// rows are evaluated in the order of their bounds until none left can be better. No N x N matrix is kept.
/// </remarks>
internal sealed class GlisterFacilityLocation : GlisterPenalty
{
    private const int BlockSize = 64;

    private readonly GradientEmbeddings pool;
    private readonly double weight;
    private readonly Parallelism parallelism;
    private readonly double[] products;
    private readonly double[] nearest;
    private readonly double[] bounds;
    private readonly double[] blockSums;

    public GlisterFacilityLocation(GradientEmbeddings pool, double weight, Parallelism parallelism)
    {
        this.pool = pool;
        this.weight = weight;
        this.parallelism = parallelism;
        int count = pool.Count;
        products = new double[count];
        nearest = new double[count];
        bounds = new double[count];
        blockSums = new double[Blocks.Count(count, BlockSize)];
        double[] largest = new double[Blocks.Count(count, BlockSize)];
        Blocks.ForEach(count, BlockSize, parallelism, (block, first, rows) =>
        {
            for (int j = 0; j < count; j++)
            {
                for (int i = first; i < first + rows; i++)
                {
                    double distance = pool.SquaredDistance(i, pool, j);
                    bounds[i] += distance;
                    largest[block] = Math.Max(largest[block], distance);
                }
            }
        });
        double most = largest.Length == 0 ? 0 : largest.Max();
        Array.Fill(nearest, most);
        for (int i = 0; i < count; i++)
        {
            // Summed in another order than the gains are, hence the allowance.
            bounds[i] = Math.Max(0, (count * most) - bounds[i]) + (1e-9 * count * most);
        }
    }

    public override void Refresh(LayerGradient gradient) => gradient.Multiply(pool, products, parallelism);

    public override Pick FindBest(bool[] chosen)
    {
        var queue = new PriorityQueue<int, (double Bound, int Row)>(
            Enumerable.Range(0, products.Length).Where(i => !chosen[i]).Select(i => (i, (products[i] + (weight * bounds[i]), i))),
            Comparer<(double Bound, int Row)>.Create((x, y) => x.Bound == y.Bound ? x.Row.CompareTo(y.Row) : y.Bound.CompareTo(x.Bound)));
        var best = new Pick(-1, double.NegativeInfinity);
        while (queue.TryDequeue(out int row, out (double Bound, int Row) priority))
        {
            if (best.Index >= 0 && (priority.Bound < best.Score || (priority.Bound == best.Score && row > best.Index)))
            {
                break;
            }
            bounds[row] = ComputeGain(row);
            double gain = products[row] + (weight * bounds[row]);
            if (best.Index < 0 || gain > best.Score || (gain == best.Score && row < best.Index))
            {
                best = new Pick(row, gain);
            }
        }
        return best;
    }

    public override void Add(int row) => Blocks.ForEach(pool.Count, BlockSize, parallelism, (_, first, count) =>
    {
        for (int j = first; j < first + count; j++)
        {
            nearest[j] = Math.Min(nearest[j], pool.SquaredDistance(j, pool, row));
        }
    });

    private double ComputeGain(int row)
    {
        Blocks.ForEach(pool.Count, BlockSize, parallelism, (block, first, count) =>
        {
            double sum = 0;
            for (int j = first; j < first + count; j++)
            {
                sum += nearest[j] - Math.Min(nearest[j], pool.SquaredDistance(j, pool, row));
            }
            blockSums[block] = sum;
        });
        double total = 0;
        foreach (double sum in blockSums)
        {
            total += sum;
        }
        return total;
    }
}
