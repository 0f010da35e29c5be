using MLNet.ActiveLearning.Acquisition.Submodular;

namespace MLNet.ActiveLearning.Acquisition.Targeted;

/// <summary>
/// The determinant of a growing part of a kernel, given that some reference rows are part of it: <see cref="CholeskyResiduals"/> that start
/// with these rows.
/// </summary>
internal sealed class ConditionalDeterminant
{
    // (N + M): the pool's rows, then the reference rows.
    private readonly CholeskyResiduals residuals;

    /// <summary>Starts with reference rows, in one set or two.</summary>
    /// <param name="pool">(N, N): similarities of the pool's rows with one another.</param>
    /// <param name="lambda">Added to the diagonal.</param>
    /// <param name="first">Reference rows, or null.</param>
    /// <param name="second">More reference rows, or null.</param>
    /// <param name="between">Similarities of the rows of the first set with those of the second; needed if there are both.</param>
    public ConditionalDeterminant(SimilarityKernel pool, double lambda, ReferenceKernels? first, ReferenceKernels? second, SimilarityKernel? between)
    {
        int count = pool.Count;
        int firstCount = first?.WithPool.RepresentedCount ?? 0, secondCount = second?.WithPool.RepresentedCount ?? 0;
        int references = firstCount + secondCount;
        if (firstCount > 0 && secondCount > 0 && (between?.Count != firstCount || between.RepresentedCount != secondCount))
        {
            throw new ArgumentException($"Similarities of {firstCount} queries with {secondCount} private rows are needed, not of {between?.Count} with {between?.RepresentedCount}.", nameof(between));
        }
        double[][] columns = [.. Enumerable.Range(0, references).Select(_ => new double[count + references])];
        Fill(first, 0);
        Fill(second, firstCount);
        double[] row = new double[secondCount];
        for (int i = 0; i < firstCount && secondCount > 0; i++)
        {
            between!.GetPreciseRow(i, row);
            for (int j = 0; j < secondCount; j++)
            {
                columns[i][count + firstCount + j] = columns[firstCount + j][count + i] = row[j];
            }
        }
        double[] diagonal = [.. pool.GetDiagonal(), .. columns.Select((column, j) => column[count + j])];
        double resolution = new[] { pool, first?.WithPool, first?.Own, second?.WithPool, second?.Own, between }.Max(kernel => kernel?.Resolution ?? 0);
        residuals = new CholeskyResiduals(diagonal, lambda, resolution, pool.Parallelism);
        for (int j = 0; j < references; j++)
        {
            residuals.Add(count + j, columns[j]);
        }

        void Fill(ReferenceKernels? set, int offset)
        {
            if (set is null)
            {
                return;
            }
            int size = set.WithPool.RepresentedCount;
            double[] own = new double[size];
            for (int i = 0; i < count && size > 0; i++)
            {
                set.WithPool.GetPreciseRow(i, own);
                for (int j = 0; j < size; j++)
                {
                    columns[offset + j][i] = set.Weight * own[j];
                }
            }
            for (int i = 0; i < size; i++)
            {
                set.Own.GetPreciseRow(i, own);
                for (int j = 0; j < size; j++)
                {
                    columns[offset + i][count + offset + j] = own[j];
                }
            }
        }
    }

    /// <summary>Whether a row of the pool lies in the span of the rows added and the reference rows.</summary>
    public bool IsExhausted(int row) => residuals.IsExhausted(row);

    /// <summary>Logarithm of what adding a row of the pool would multiply the determinant by; negative infinity if it is exhausted.</summary>
    public double LogShare(int row) => residuals.Log(row);

    /// <summary>As <see cref="LogShare"/>, but finite: an exhausted row counts as one at the limit.</summary>
    public double LogShareAtLeast(int row) => residuals.LogAtLeast(row);

    /// <summary>Adds a row of the pool.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="similarities">(N): its similarities with all rows of the pool; kept and changed.</param>
    public void Add(int row, double[] similarities) => residuals.Add(row, similarities);
}
