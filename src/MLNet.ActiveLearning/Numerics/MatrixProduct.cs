using System.Numerics.Tensors;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Products of a matrix with a transposed matrix, the work horse of distances and similarities.</summary>
internal static class MatrixProduct
{
    private const int BlockSize = 64;

    /// <summary>Computes <c>C = A B'</c>: all inner products of the rows of A with the rows of B.</summary>
    /// <param name="a">(M, K).</param>
    /// <param name="b">(N, K).</param>
    /// <param name="result">Receives (M, N), row-major.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static void MultiplyTransposed(FloatMatrix a, FloatMatrix b, Memory<float> result, Parallelism parallelism = default)
    {
        int n = b.RowCount;
        Blocks.ForEach(a.RowCount, BlockSize, parallelism, (_, first, count) =>
        {
            var c = result.Span;
            for (int i = first; i < first + count; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    c[(i * n) + j] = TensorPrimitives.Dot(a[i], b[j]);
                }
            }
        });
    }
}
