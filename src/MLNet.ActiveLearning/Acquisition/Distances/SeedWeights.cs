using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Distances;

/// <summary>The weights of k-means++: each row's squared distance to the nearest seed, and draws in proportion to them.</summary>
/// <remarks>A new seed costs one pass over the rows in single precision; distances that may be new minima are computed exactly.</remarks>
internal sealed class SeedWeights
{
    private const int BlockSize = 512;

    private readonly FloatMatrix rows;
    private readonly Parallelism parallelism;
    private readonly double[] weights;
    private readonly double[] blockSums;
    private readonly bool[] isSeed;
    private readonly double certain;

    /// <summary>Starts without seeds: all weights are infinite, and <see cref="Draw"/> has to wait for one.</summary>
    /// <param name="rows">(N, d), N at least 1.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public SeedWeights(FloatMatrix rows, Parallelism parallelism)
    {
        this.rows = rows;
        this.parallelism = parallelism;
        weights = new double[rows.RowCount];
        Array.Fill(weights, double.PositiveInfinity);
        blockSums = new double[Blocks.Count(rows.RowCount, BlockSize)];
        isSeed = new bool[rows.RowCount];
        certain = Math.Max(0, 1 - RowNorms.QuickErrorBound(rows.ColumnCount));
    }

    /// <summary>Squared distance of each row to the nearest seed; 0 for seeds.</summary>
    public ReadOnlySpan<double> Values => weights;

    /// <summary>Makes a row a seed.</summary>
    /// <returns>Its weight before: positive infinity for the first seed.</returns>
    public double Add(int seed)
    {
        double weight = weights[seed];
        isSeed[seed] = true;
        Blocks.ForEach(rows.RowCount, BlockSize, parallelism, (block, first, count) => blockSums[block] = Update(rows[seed], first, first + count));
        return weight;
    }

    /// <summary>Draws a row in proportion to the weights: the first whose cumulative weight exceeds <paramref name="uniform"/> times their sum.</summary>
    /// <param name="uniform">In [0, 1).</param>
    /// <returns>The row; if all weights are 0, the lowest row that is no seed. N if all rows are seeds.</returns>
    public int Draw(double uniform)
    {
        double total = blockSums.Sum();
        if (total == 0)
        {
            int free = Array.IndexOf(isSeed, false);
            return free < 0 ? isSeed.Length : free;
        }
        double target = uniform * total, sum = 0;
        int block = 0, lastPositive = -1;
        while (block < blockSums.Length - 1 && sum + blockSums[block] <= target)
        {
            sum += blockSums[block++];
        }
        for (int n = block * BlockSize; n < Math.Min((block + 1) * BlockSize, weights.Length); n++)
        {
            sum += weights[n];
            if (weights[n] > 0)
            {
                lastPositive = n;
                if (sum > target)
                {
                    return n;
                }
            }
        }
        // The sums above were rounded in another order: then the target lies at the very end.
        return lastPositive >= 0 ? lastPositive : Array.FindLastIndex(weights, weight => weight > 0);
    }

    private double Update(ReadOnlySpan<float> seed, int start, int end)
    {
        for (int n = start; n < end; n += 4)
        {
            int last = end - 1;
            (int b, int c, int d) = (Math.Min(n + 1, last), Math.Min(n + 2, last), Math.Min(n + 3, last));
            (float quickA, float quickB, float quickC, float quickD) = RowNorms.QuickSquaredDistances(seed, rows[n], rows[b], rows[c], rows[d]);
            Offer(seed, n, quickA);
            Offer(seed, b, quickB);
            Offer(seed, c, quickC);
            Offer(seed, d, quickD);
        }
        double sum = 0;
        for (int n = start; n < end; n++)
        {
            sum += weights[n];
        }
        return sum;
    }

    private void Offer(ReadOnlySpan<float> seed, int row, float quick)
    {
        bool isFarther = quick * certain >= weights[row] && float.IsFinite(quick);
        if (!isFarther)
        {
            weights[row] = Math.Min(weights[row], RowNorms.SquaredDistance(rows[row], seed));
        }
    }
}
