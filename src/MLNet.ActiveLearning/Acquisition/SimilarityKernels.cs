using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Similarities of all rows of one matrix with all rows of another.</summary>
/// <remarks>
/// <para>
/// Single precision over double where it matters: rows are normalised in double; cosines are clamped to [-1, 1], and those within 2e-6 of 1
/// computed anew in double, so that copies of a row are exactly alike and near copies are not; Euclidean similarities come from distances
/// about the mean, and from the rows in double where that would cost a relative error of 1e-6: for close rows and large norms.
/// </para>
/// <para>
/// Pure and thread-safe; O(M N d), one matrix product. An element's bits depend on its two rows (and, Euclidean, the mean) alone, not on
/// threads or blocks. For set functions over many rows take a <see cref="SimilarityKernel"/>, which need not hold all values.
/// </para>
/// </remarks>
public static class SimilarityKernels
{
    /// <summary>Computes <c>s(a_i, b_j)</c> for all i and j.</summary>
    /// <param name="a">(M, d).</param>
    /// <param name="b">(N, d); the same memory as <paramref name="a"/> for all pairs of one set of rows.</param>
    /// <param name="metric">The similarity.</param>
    /// <param name="result">Receives (M, N), row-major.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a value is NaN or infinite.</exception>
    public static void Compute(FloatMatrix a, FloatMatrix b, SimilarityMetric metric, Memory<float> result, Parallelism parallelism = default)
    {
        FiniteRows.Check(a, "rows");
        FiniteRows.Check(b, "rows");
        SimilarityTiles tiles = SimilarityTiles.Create(a, b, metric, parallelism);
        if (result.Length != (long)a.RowCount * b.RowCount)
        {
            throw new ArgumentException($"The result holds {result.Length} values, but {a.RowCount} x {b.RowCount} similarities need {(long)a.RowCount * b.RowCount}.", nameof(result));
        }
        tiles.ComputeAll(result, parallelism);
    }
}
