using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>Each gradient's squared distance to the nearest of the centres added so far, and draws in proportion to it.</summary>
/// <remarks>
/// A new centre z is compared with a row only if it may be nearer than those before: with the row's residual product <c>s = a . a_z</c>
/// known (C numbers a row), <c>&lt;g, g_z&gt;</c> is at most <c>s q . q_z + |s| r r_z</c> (see <see cref="FeatureDirections"/>), and if
/// the distance of that product is no nearer, the D numbers of the embedding are not read. An allowance for rounding makes the
/// distances the same bit for bit as without the bound.
/// </remarks>
internal sealed class NearestCenterDistances
{
    private const int BlockSize = 16 * StripMatrix.RowsPerStrip;

    private readonly GradientEmbeddings gradients;
    private readonly Parallelism parallelism;
    private readonly StripMatrix residuals;
    private readonly float[] residualNorms;
    private readonly StripMatrix? coordinates;
    private readonly FeatureDirections? directions;
    private readonly float[] norms;
    private readonly float[] rests = [];
    private readonly float[] minima;
    private readonly double[] blockSums;
    private readonly bool[] isCenter;
    private readonly float relativeError;
    private int lowestFree;

    public NearestCenterDistances(GradientEmbeddings gradients, Parallelism parallelism, bool usesBounds = true)
    {
        this.gradients = gradients;
        this.parallelism = parallelism;
        residuals = new StripMatrix(gradients.Residuals, parallelism);
        residualNorms = residuals.ComputeSquaredNorms();
        // Of a product of D and of C terms, several times over; a bound that is too careful only costs time.
        int terms = (gradients.Kind == GradientKind.Bias ? 0 : gradients.Embeddings.ColumnCount / 8) + gradients.ClassCount;
        relativeError = (terms + 32) * (1f / (1 << 22));
        int padded = Blocks.Count(gradients.Count, StripMatrix.RowsPerStrip) * StripMatrix.RowsPerStrip;
        if (usesBounds && gradients.Kind != GradientKind.Bias && gradients.Count > 0)
        {
            directions = FeatureDirections.Find(gradients, relativeError, parallelism);
            coordinates = new StripMatrix(directions.Coordinates, parallelism);
            rests = [.. directions.Rests, .. new float[padded - gradients.Count]];
        }
        norms = new float[padded];
        minima = new float[padded];
        for (int i = 0; i < gradients.Count; i++)
        {
            norms[i] = (float)Math.Min(SquaredNorm(i), float.MaxValue);
            minima[i] = float.PositiveInfinity;
        }
        blockSums = new double[Blocks.Count(gradients.Count, BlockSize)];
        isCenter = new bool[gradients.Count];
    }

    /// <summary>Squared distances to the nearest centre, 0 for the centres; infinite before the first.</summary>
    public ReadOnlySpan<float> Values => minima.AsSpan(0, gradients.Count);

    /// <summary>How many embeddings were read by <see cref="Add"/>, the centres' own not counted.</summary>
    public long ComparedCount { get; private set; }

    /// <summary>The row with the largest gradient, the lowest on a tie.</summary>
    public int FindLargest()
    {
        int best = 0;
        double bestNorm = double.NegativeInfinity;
        for (int i = 0; i < gradients.Count; i++)
        {
            double norm = SquaredNorm(i);
            if (norm > bestNorm)
            {
                (best, bestNorm) = (i, norm);
            }
        }
        return best;
    }

    /// <summary><c>|g|^2</c> by the arithmetic of the distances.</summary>
    public double SquaredNorm(int row) => residualNorms[row] * gradients.FeatureSquaredNorms[row];

    /// <summary>Adds a centre. O(N (C + D)) at worst.</summary>
    public void Add(int center)
    {
        long compared = 0;
        isCenter[center] = true;
        minima[center] = 0;
        Blocks.ForEach(gradients.Count, BlockSize, parallelism, (block, first, count) =>
        {
            int read = Update(center, first, count);
            if (read > 0 || center / BlockSize == block)
            {
                blockSums[block] = Sum(minima.AsSpan(first, count));
                Interlocked.Add(ref compared, read);
            }
        });
        ComparedCount += compared;
    }

    /// <summary>The row that a uniform number in [0, 1) draws, in proportion to the distances; the lowest row that is no centre if all are 0.</summary>
    /// <remarks>The first row whose cumulated distance exceeds <c>uniform * total</c>. A centre must have been added, and one row must be left.</remarks>
    public int Draw(double uniform)
    {
        double total = 0;
        foreach (double sum in blockSums)
        {
            total += sum;
        }
        if (!(total > 0))
        {
            return FindLowestFree();
        }
        double target = uniform * total;
        double before = 0;
        int last = -1;
        for (int block = 0; block < blockSums.Length; block++)
        {
            if (blockSums[block] == 0)
            {
                continue;
            }
            // Rounding may leave the last block's own sum short of the target: then its last row with a weight is meant.
            if (before + blockSums[block] > target || IsLastWithWeight(block))
            {
                last = FindInBlock(block, before, target);
                break;
            }
            before += blockSums[block];
        }
        return last;
    }

    private bool IsLastWithWeight(int block) => blockSums.AsSpan(block + 1).IndexOfAnyExcept(0.0) < 0;

    private int FindInBlock(int block, double before, double target)
    {
        int first = block * BlockSize;
        int last = first;
        double sum = before;
        for (int i = first; i < Math.Min(first + BlockSize, gradients.Count); i++)
        {
            if (minima[i] > 0)
            {
                sum += minima[i];
                last = i;
                if (sum > target)
                {
                    break;
                }
            }
        }
        return last;
    }

    private int FindLowestFree()
    {
        while (isCenter[lowestFree])
        {
            lowestFree++;
        }
        return lowestFree;
    }

    // Gives the number of embeddings read.
    private int Update(int center, int first, int count)
    {
        Span<float> products = stackalloc float[BlockSize];
        products = products[..(Blocks.Count(count, StripMatrix.RowsPerStrip) * StripMatrix.RowsPerStrip)];
        residuals.Multiply(first, gradients.Residuals[center], products);
        ReadOnlySpan<float> feature = gradients.FeatureOf(center);
        double squaredNorm = SquaredNorm(center);
        if (directions is null)
        {
            for (int r = 0; r < count; r++)
            {
                Compare(first + r, feature, squaredNorm, products[r]);
            }
            return count;
        }

        Span<float> along = stackalloc float[BlockSize];
        along = along[..products.Length];
        coordinates!.Multiply(first, directions.Coordinates[center], along);
        int read = 0;
        var centerNorm = Vector256.Create(norms[center]);
        var centerRest = Vector256.Create(directions.Rests[center]);
        var two = Vector256.Create(2f);
        var exact = Vector256.Create(1 - relativeError);
        float offset = gradients.Kind == GradientKind.BiasLinear ? 1 : 0;
        for (int r = 0; r < count; r += Vector256<float>.Count)
        {
            var s = Load(products, r);
            var upper = (s * (Load(along, r) + Vector256.Create(offset))) + (Vector256.Abs(s) * Load(rests, first + r) * centerRest);
            var lowest = ((Load(norms, first + r) + centerNorm) * exact) - (two * upper);
            // A comparison with NaN is false, which leads to the exact distance.
            uint skipped = Vector256.GreaterThanOrEqual(Vector256.Max(lowest, Vector256<float>.Zero), Load(minima, first + r)).ExtractMostSignificantBits();
            for (uint left = ~skipped & 0xFF; left != 0; left &= left - 1)
            {
                int row = r + BitOperations.TrailingZeroCount(left);
                if (row < count)
                {
                    Compare(first + row, feature, squaredNorm, products[row]);
                    read++;
                }
            }
        }
        return read;
    }

    private void Compare(int row, ReadOnlySpan<float> feature, double squaredNorm, float residualProduct)
    {
        double product = residualProduct * gradients.FeatureProduct(row, feature);
        float distance = (float)Math.Clamp(SquaredNorm(row) + squaredNorm - (2 * product), 0, float.MaxValue);
        if (distance < minima[row])
        {
            minima[row] = distance;
        }
    }

    private static Vector256<float> Load(ReadOnlySpan<float> values, int start) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)start);

    // Four partial sums in double precision, merged in a fixed order.
    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
        }
        for (; i < values.Length; i++)
        {
            sum0 += values[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
