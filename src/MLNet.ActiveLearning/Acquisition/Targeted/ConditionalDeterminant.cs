namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>
/// The determinant of a growing part of a kernel, given that some reference rows are part of it: a Cholesky factor that gains a row
/// for each row added, and for each row not added what it would multiply the determinant by.
/// </summary>
internal sealed class ConditionalDeterminant
{
    /// <summary>A smaller share has drowned in rounding, or the kernel is not positive definite.</summary>
    private const double SmallestShare = 1e-12;

    private readonly int count;

    // (N + M): the pool's rows, then the reference rows. share = s_jj + lambda less what the rows added explain of it.
    private readonly double[] share;
    private readonly List<double[]> factor = [];

    /// <summary>Starts with reference rows, in one set or two.</summary>
    /// <param name="diagonal">(N): similarity of each row of the pool with itself.</param>
    /// <param name="lambda">Added to the diagonal.</param>
    /// <param name="first">Reference rows, or null.</param>
    /// <param name="second">More reference rows, or null.</param>
    /// <param name="between">Similarities of the rows of the first set with those of the second; needed if there are both.</param>
    public ConditionalDeterminant(float[] diagonal, double lambda, ReferenceKernels? first, ReferenceKernels? second, SimilarityKernel? between)
    {
        count = diagonal.Length;
        int firstCount = first?.WithPool.RepresentedCount ?? 0, secondCount = second?.WithPool.RepresentedCount ?? 0;
        int references = firstCount + secondCount;
        if (firstCount > 0 && secondCount > 0 && (between?.Count != firstCount || between.RepresentedCount != secondCount))
        {
            throw new ArgumentException($"Similarities of {firstCount} queries with {secondCount} private rows are needed, not of {between?.Count} with {between?.RepresentedCount}.", nameof(between));
        }
        share = new double[count + references];
        double[][] columns = [.. Enumerable.Range(0, references).Select(_ => new double[count + references])];
        Fill(first, 0);
        Fill(second, firstCount);
        float[] row = new float[secondCount];
        for (int i = 0; i < firstCount && secondCount > 0; i++)
        {
            between!.GetRow(i, row);
            for (int j = 0; j < secondCount; j++)
            {
                columns[i][count + firstCount + j] = columns[firstCount + j][count + i] = row[j];
            }
        }
        for (int j = 0; j < count; j++)
        {
            share[j] = diagonal[j] + lambda;
        }
        for (int j = 0; j < references; j++)
        {
            share[count + j] = columns[j][count + j] + lambda;
        }
        for (int j = 0; j < references; j++)
        {
            Add(count + j, columns[j]);
        }

        void Fill(ReferenceKernels? set, int offset)
        {
            if (set is null)
            {
                return;
            }
            int size = set.WithPool.RepresentedCount;
            float[] own = new float[size];
            for (int i = 0; i < count && size > 0; i++)
            {
                set.WithPool.GetRow(i, own);
                for (int j = 0; j < size; j++)
                {
                    columns[offset + j][i] = set.Weight * own[j];
                }
            }
            for (int i = 0; i < size; i++)
            {
                set.Own.GetRow(i, own);
                for (int j = 0; j < size; j++)
                {
                    columns[offset + i][count + offset + j] = own[j];
                }
            }
        }
    }

    /// <summary>Logarithm of what adding a row of the pool would multiply the determinant by.</summary>
    public double LogShare(int row) => Math.Log(Math.Max(share[row], SmallestShare));

    /// <summary>Adds a row of the pool.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="similarities">(N): its similarities with all rows of the pool.</param>
    public void Add(int row, ReadOnlySpan<float> similarities)
    {
        double[] column = new double[count];
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(similarities, column.AsSpan());
        Add(row, column);
    }

    // The column becomes the factor's next row: e = (b - sum_t c_t[row] c_t) / d.
    private void Add(int row, double[] column)
    {
        if (share[row] <= SmallestShare)
        {
            // The row lies within the span of those before: it explains nothing that they do not.
            return;
        }
        double scale = 1 / Math.Sqrt(share[row]);
        foreach (double[] earlier in factor)
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(earlier.AsSpan(0, column.Length), -earlier[row], column, column);
        }
        System.Numerics.Tensors.TensorPrimitives.Multiply(column, scale, column);
        for (int j = 0; j < column.Length; j++)
        {
            share[j] -= column[j] * column[j];
        }
        factor.Add(column);
    }
}
