using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Entropy of the labels of a batch and one more sample, for many samples: the inner loop of BatchBALD.</summary>
/// <remarks>
/// <para>
/// With the shares <c>j = J / q</c> of a batch's configurations and <c>f[m, c] = (1/S) sum_s j[m, s] P[s, n, c]</c>, the probability of class c
/// given configuration m, the joint entropy is <c>-sum_m w_m sum_c f ln f - sum_m w_m ln q_m sum_c f</c>.
/// </para>
/// <para>
/// The first sum is a matrix product whose results are used at once and never stored: 16 configurations by 6 columns (sample, class) in
/// registers, then the logarithms, then a sum for each column. Products in single precision, sums over the configurations in double. A
/// sample's number has the same bits wherever it stands, so equal samples tie exactly. O(M S C) a sample.
/// </para>
/// </remarks>
internal sealed class JointEntropy
{
    private const int TileRows = 16;
    private const int GroupColumns = 6;
    private const int ColumnsOfBlock = 96;

    private readonly int passCount;
    private readonly int tileCount;

    // (tiles, S, 16): shares / S.
    private readonly float[] tiles;

    // (tiles, 16).
    private readonly float[] weights;

    // (S): (1/S) sum_m w_m ln q_m j[m, s].
    private readonly double[] passTerms;

    public JointEntropy(JointConfigurations joint)
    {
        passCount = joint.PassCount;
        tileCount = Blocks.Count(joint.Count, TileRows);
        tiles = new float[tileCount * passCount * TileRows];
        weights = new float[tileCount * TileRows];
        passTerms = new double[passCount];
        for (int m = 0; m < joint.Count; m++)
        {
            weights[m] = (float)joint.Weights[m];
            int tile = m / TileRows * TileRows * passCount;
            ReadOnlySpan<double> shares = joint.Shares.AsSpan(m * passCount, passCount);
            double factor = joint.Weights[m] * joint.Logarithms[m] / passCount;
            for (int s = 0; s < passCount; s++)
            {
                tiles[tile + (s * TileRows) + (m % TileRows)] = (float)(shares[s] / passCount);
                passTerms[s] += factor * shares[s];
            }
        }
    }

    /// <summary>Computes the joint entropies, in nats.</summary>
    /// <param name="passes">(N, S x C).</param>
    /// <param name="samples">The samples in question.</param>
    /// <param name="entropies">Receives one number a sample.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public void Compute(FloatMatrix passes, ReadOnlyMemory<int> samples, Memory<double> entropies, Parallelism parallelism)
    {
        int classCount = passes.ColumnCount / passCount;
        parallelism = parallelism.ForWork((long)weights.Length * passes.ColumnCount * samples.Length);
        Blocks.ForEach(samples.Length, Math.Max(1, ColumnsOfBlock / classCount), parallelism, (_, first, count) =>
            ComputeBlock(passes, samples.Span.Slice(first, count), classCount, entropies.Span.Slice(first, count)));
    }

    private void ComputeBlock(FloatMatrix passes, ReadOnlySpan<int> samples, int classCount, Span<double> entropies)
    {
        int columns = samples.Length * classCount;
        int groups = Blocks.Count(columns, GroupColumns);
        float[] rentedColumns = ArrayPool<float>.Shared.Rent(groups * passCount * GroupColumns);
        var rentedSums = ArrayPool<Vector256<double>>.Shared.Rent(groups * GroupColumns);
        try
        {
            Span<float> packed = rentedColumns.AsSpan(0, groups * passCount * GroupColumns);
            Span<Vector256<double>> sums = rentedSums.AsSpan(0, groups * GroupColumns);
            packed.Clear();
            sums.Clear();
            for (int i = 0; i < samples.Length; i++)
            {
                entropies[i] = -PackSample(passes[samples[i]], classCount, i * classCount, packed);
            }
            for (int tile = 0; tile < tileCount; tile++)
            {
                for (int group = 0; group < groups; group++)
                {
                    AddTile(
                        ref tiles[tile * passCount * TileRows],
                        ref weights[tile * TileRows],
                        ref packed[group * passCount * GroupColumns],
                        ref sums[group * GroupColumns]);
                }
            }
            for (int column = 0; column < columns; column++)
            {
                Vector256<double> sum = sums[column];
                entropies[column / classCount] -= (sum[0] + sum[2]) + (sum[1] + sum[3]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rentedColumns);
            ArrayPool<Vector256<double>>.Shared.Return(rentedSums);
        }
    }

    // Copies a sample's columns to (groups, S, 6) and gives sum_s passTerm_s sum_c P[s, n, c].
    private double PackSample(ReadOnlySpan<float> row, int classCount, int firstColumn, Span<float> packed)
    {
        double total = 0;
        for (int s = 0; s < passCount; s++)
        {
            double sum = 0;
            for (int c = 0; c < classCount; c++)
            {
                float p = row[(s * classCount) + c];
                (int group, int place) = Math.DivRem(firstColumn + c, GroupColumns);
                packed[(((group * passCount) + s) * GroupColumns) + place] = p;
                sum += p;
            }
            total += passTerms[s] * sum;
        }
        return total;
    }

    // Adds sum_m w_m f ln f of 16 configurations to the sums of 6 columns.
    private void AddTile(ref float tile, ref float weight, ref float packed, ref Vector256<double> sums)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector256<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        for (int s = 0; s < passCount; s++)
        {
            var a = Vector256.LoadUnsafe(ref tile);
            var b = Vector256.LoadUnsafe(ref tile, RowLanes.Width);
            var p = Vector256.Create(packed);
            a0 = Vector256.MultiplyAddEstimate(a, p, a0);
            b0 = Vector256.MultiplyAddEstimate(b, p, b0);
            p = Vector256.Create(Unsafe.Add(ref packed, 1));
            a1 = Vector256.MultiplyAddEstimate(a, p, a1);
            b1 = Vector256.MultiplyAddEstimate(b, p, b1);
            p = Vector256.Create(Unsafe.Add(ref packed, 2));
            a2 = Vector256.MultiplyAddEstimate(a, p, a2);
            b2 = Vector256.MultiplyAddEstimate(b, p, b2);
            p = Vector256.Create(Unsafe.Add(ref packed, 3));
            a3 = Vector256.MultiplyAddEstimate(a, p, a3);
            b3 = Vector256.MultiplyAddEstimate(b, p, b3);
            p = Vector256.Create(Unsafe.Add(ref packed, 4));
            a4 = Vector256.MultiplyAddEstimate(a, p, a4);
            b4 = Vector256.MultiplyAddEstimate(b, p, b4);
            p = Vector256.Create(Unsafe.Add(ref packed, 5));
            a5 = Vector256.MultiplyAddEstimate(a, p, a5);
            b5 = Vector256.MultiplyAddEstimate(b, p, b5);
            tile = ref Unsafe.Add(ref tile, TileRows);
            packed = ref Unsafe.Add(ref packed, GroupColumns);
        }
        // The twelve results go through memory: with the logarithm's constants they would not fit into the registers.
        Unsafe.SkipInit(out Results results);
        results[0] = a0;
        results[1] = b0;
        results[2] = a1;
        results[3] = b1;
        results[4] = a2;
        results[5] = b2;
        results[6] = a3;
        results[7] = b3;
        results[8] = a4;
        results[9] = b4;
        results[10] = a5;
        results[11] = b5;
        var weightsA = Vector256.LoadUnsafe(ref weight);
        var weightsB = Vector256.LoadUnsafe(ref weight, RowLanes.Width);
        for (int i = 0; i < GroupColumns; i++)
        {
            Vector256<float> fa = results[2 * i], fb = results[(2 * i) + 1];
            Vector256<float> sum = fa * weightsA * NaturalLogarithm.Compute(fa);
            sum = Vector256.MultiplyAddEstimate(fb * weightsB, NaturalLogarithm.Compute(fb), sum);
            Unsafe.Add(ref sums, i) += Vector256.WidenLower(sum) + Vector256.WidenUpper(sum);
        }
    }

    [InlineArray(2 * GroupColumns)]
    private struct Results
    {
        private Vector256<float> first;
    }
}
