using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Label configurations of a batch: all of them, or drawn ones, with what each pass makes of them.</summary>
/// <remarks>
/// Row m holds <c>J[m, s] = prod_b P[s, n_b, y_mb]</c> divided by its mean over the passes, <c>q_m</c>, whose logarithm is kept beside it: the
/// products of long batches would otherwise be too small for any number. Each row has a weight, <c>q_m</c> for all configurations and
/// <c>1/R</c> for R drawn ones, so that the joint entropy of the batch is <c>-sum_m weight_m ln q_m</c> either way.
/// </remarks>
internal sealed class JointConfigurations
{
    // Four single-precision probabilities cannot underflow in double precision.
    private const int FactorsBetweenScalings = 4;
    private const int BlockSize = 256;

    private JointConfigurations(int count, int passCount, double[] shares, double[] logarithms, double[] weights)
    {
        Count = count;
        PassCount = passCount;
        Shares = shares;
        Logarithms = logarithms;
        Weights = weights;
    }

    /// <summary>Number of rows M.</summary>
    public int Count { get; }

    /// <summary>Number of passes S.</summary>
    public int PassCount { get; }

    /// <summary>(M, S): <c>J / q</c>; the mean of a row is 1.</summary>
    public double[] Shares { get; }

    /// <summary>(M): <c>ln q_m</c>.</summary>
    public double[] Logarithms { get; }

    /// <summary>(M): the weights.</summary>
    public double[] Weights { get; }

    /// <summary>Entropy of the batch's labels, in nats; an estimate if the configurations were drawn.</summary>
    public double Entropy
    {
        get
        {
            double sum = 0;
            for (int m = 0; m < Count; m++)
            {
                sum -= Weights[m] * Logarithms[m];
            }
            return sum;
        }
    }

    /// <summary>The one configuration of an empty batch.</summary>
    public static JointConfigurations Empty(int passCount)
    {
        double[] shares = new double[passCount];
        Array.Fill(shares, 1.0);
        return new JointConfigurations(1, passCount, shares, [0.0], [1.0]);
    }

    /// <summary>All configurations with one more sample; those of probability 0 are left out.</summary>
    /// <param name="row">(S, C): the sample's passes.</param>
    public JointConfigurations Extend(ReadOnlySpan<float> row)
    {
        int classCount = row.Length / PassCount;
        double[] shares = new double[LengthOf((long)Count * classCount, PassCount)];
        double[] logarithms = new double[Count * classCount];
        double[] weights = new double[Count * classCount];
        int filled = 0;
        for (int m = 0; m < Count; m++)
        {
            ReadOnlySpan<double> before = Shares.AsSpan(m * PassCount, PassCount);
            for (int c = 0; c < classCount; c++)
            {
                Span<double> after = shares.AsSpan(filled * PassCount, PassCount);
                double sum = 0;
                for (int s = 0; s < after.Length; s++)
                {
                    after[s] = before[s] * row[(s * classCount) + c];
                    sum += after[s];
                }
                double mean = sum / PassCount;
                if (mean > 0)
                {
                    Scale(after, mean);
                    logarithms[filled] = Logarithms[m] + Math.Log(mean);
                    weights[filled] = Weights[m] * mean;
                    filled++;
                }
            }
        }
        return new JointConfigurations(filled, PassCount, shares, logarithms, weights);
    }

    /// <summary>Drawn configurations.</summary>
    /// <param name="passes">(N, S x C).</param>
    /// <param name="passCount">S.</param>
    /// <param name="batch">(B): the samples.</param>
    /// <param name="choices">(B, R): the label of each sample in each configuration. One that no pass allows, and none can have drawn, makes results NaN.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static JointConfigurations FromChoices(FloatMatrix passes, int passCount, ReadOnlySpan<int> batch, ReadOnlyMemory<int> choices, Parallelism parallelism)
    {
        int classCount = passes.ColumnCount / passCount;
        int count = choices.Length / batch.Length;
        double[] byClass = new double[LengthOf(batch.Length, passes.ColumnCount)];
        for (int b = 0; b < batch.Length; b++)
        {
            ReadOnlySpan<float> row = passes[batch[b]];
            for (int s = 0; s < passCount; s++)
            {
                for (int c = 0; c < classCount; c++)
                {
                    byClass[(((b * classCount) + c) * passCount) + s] = row[(s * classCount) + c];
                }
            }
        }
        double[] shares = new double[LengthOf(count, passCount)];
        double[] logarithms = new double[count];
        int size = batch.Length;
        Blocks.ForEach(count, BlockSize, parallelism.ForWork((long)count * passCount * size), (_, first, rows) =>
        {
            ReadOnlySpan<int> labels = choices.Span;
            for (int r = first; r < first + rows; r++)
            {
                Span<double> share = shares.AsSpan(r * passCount, passCount);
                share.Fill(1.0);
                for (int b = 0; b < size; b++)
                {
                    int start = ((b * classCount) + labels[(b * count) + r]) * passCount;
                    System.Numerics.Tensors.TensorPrimitives.Multiply(share, byClass.AsSpan(start, passCount), share);
                    if ((b + 1) % FactorsBetweenScalings == 0 || b == size - 1)
                    {
                        double mean = 0;
                        foreach (double value in share)
                        {
                            mean += value;
                        }
                        mean /= passCount;
                        Scale(share, mean);
                        logarithms[r] += Math.Log(mean);
                    }
                }
            }
        });
        double[] weights = new double[count];
        Array.Fill(weights, 1.0 / count);
        return new JointConfigurations(count, passCount, shares, logarithms, weights);
    }

    /// <summary>Numbers of an array, refused where none is so long.</summary>
    /// <param name="rows">Configurations or samples.</param>
    /// <param name="width">Numbers for each of them.</param>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public static int LengthOf(long rows, int width) => rows * width <= Array.MaxLength
        ? (int)(rows * width)
        : throw new ArgumentException($"{rows} label configurations or samples with {width} numbers each are more than one array can hold ({Array.MaxLength} numbers). Use fewer joint samples, fewer passes or a smaller batch.");

    private static void Scale(Span<double> values, double divisor)
    {
        foreach (ref double value in values)
        {
            value /= divisor;
        }
    }
}
