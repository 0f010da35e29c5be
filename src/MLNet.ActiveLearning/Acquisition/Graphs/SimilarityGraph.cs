using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>The complete graph of rows whose edges are their cosines, as its products alone: the N x N matrix is never written.</summary>
/// <remarks>
/// <para>
/// With the rows scaled to length 1 in X, <c>S = X X'</c> and <c>d_j = sum_{i != j} S_ij</c>, the propagation matrix is
/// <c>A = (S - I) diag(1 / d) + I</c>: a row keeps itself and adds to it the others' average. So <c>A M = X (X' V) - V + M</c> with
/// <c>V = diag(1 / d) M</c>, O(N D) a column instead of O(N^2).
/// </para>
/// <para>
/// A row whose <c>d_j</c> is at most 1e-4 (zeros, a row orthogonal to all others, or cosines of both signs that cancel) passes nothing on:
/// <c>1 / d_j</c> counts as 0. Single precision, summed in fixed blocks; the same on any number of threads.
/// </para>
/// </remarks>
internal sealed class SimilarityGraph
{
    private const int BlockSize = 256;
    private const double LeastDegree = 1e-4;

    private readonly FloatMatrix rows;
    private readonly float[] weights;
    private readonly float[] weighted;
    private readonly float[] blockSums;
    private readonly float[] sum;
    private readonly Parallelism parallelism;

    /// <summary>Makes the graph.</summary>
    /// <param name="unitRows">X (N, D): rows of length 1, or of zeros.</param>
    /// <param name="parallelism">Threads and cancellation of all that is computed with it.</param>
    public SimilarityGraph(FloatMatrix unitRows, Parallelism parallelism)
    {
        (rows, this.parallelism) = (unitRows, parallelism);
        (weights, weighted) = (new float[rows.RowCount], new float[rows.RowCount]);
        sum = new float[rows.ColumnCount];
        blockSums = new float[Blocks.Count(rows.RowCount, BlockSize) * rows.ColumnCount];
        double[] total = PreparedRows.SumOf(rows);
        Blocks.ForEach(rows.RowCount, BlockSize, parallelism, (_, first, count) =>
        {
            double[] row = new double[rows.ColumnCount];
            for (int i = first; i < first + count; i++)
            {
                TensorPrimitives.ConvertTruncating<float, double>(rows[i], row);
                double degree = TensorPrimitives.Dot<double>(row, total) - TensorPrimitives.SumOfSquares<double>(row);
                weights[i] = degree > LeastDegree ? (float)(1 / degree) : 0;
            }
        });
    }

    /// <summary>N.</summary>
    public int Count => rows.RowCount;

    /// <summary>D.</summary>
    public int Width => rows.ColumnCount;

    /// <summary>Computes <c>A v</c>.</summary>
    public void Multiply(float[] vector, float[] result)
    {
        TensorPrimitives.Multiply<float>(weights, vector, weighted);
        SumRows(weighted);
        ForEachRow(i => result[i] = RowDot.Compute(rows[i], sum) - weighted[i] + vector[i]);
    }

    /// <summary>Computes <c>A' v</c>.</summary>
    public void MultiplyTransposed(float[] vector, float[] result)
    {
        SumRows(vector);
        ForEachRow(i => result[i] = (weights[i] * (RowDot.Compute(rows[i], sum) - vector[i])) + vector[i]);
    }

    /// <summary>Computes <c>A X</c>, (N, D): O(N D^2).</summary>
    /// <param name="workspace">N x D values that are overwritten.</param>
    /// <param name="result">Receives N x D values.</param>
    public void MultiplyRows(float[] workspace, float[] result)
    {
        // X' diag(1 / d) X is Y Y' with Y = (diag(1 / d)^(1/2) X)'.
        Blocks.ForEach(Count, BlockSize, parallelism, (_, first, count) =>
        {
            float[] scaled = new float[count * Width];
            for (int i = 0; i < count; i++)
            {
                TensorPrimitives.Multiply(rows[first + i], MathF.Sqrt(weights[first + i]), scaled.AsSpan(i * Width, Width));
            }
            SimilarityTiles.Transpose(scaled, count, Width, workspace.AsSpan(first), Count);
        });
        var transposed = new FloatMatrix(workspace, Width, Count);
        float[] squares = new float[Width * Width];
        MatrixProduct.MultiplyTransposed(transposed, transposed, squares, parallelism);
        MatrixProduct.MultiplyTransposed(rows, new FloatMatrix(squares, Width, Width), result, parallelism);
        ForEachRow(i =>
        {
            var row = result.AsSpan(i * Width, Width);
            TensorPrimitives.MultiplyAdd(rows[i], 1 - weights[i], row, row);
        });
    }

    private void ForEachRow(Action<int> body) => Blocks.ForEach(Count, BlockSize, parallelism, (_, first, count) =>
    {
        for (int i = first; i < first + count; i++)
        {
            body(i);
        }
    });

    // sum = X' v, block by block, and the blocks in order.
    private void SumRows(float[] vector)
    {
        Blocks.ForEach(Count, BlockSize, parallelism, (block, first, count) =>
        {
            Span<float> own = blockSums.AsSpan(block * Width, Width);
            own.Clear();
            for (int i = first; i < first + count; i++)
            {
                TensorPrimitives.MultiplyAdd(rows[i], vector[i], own, own);
            }
        });
        sum.AsSpan().Clear();
        for (int block = 0; block * Width < blockSums.Length; block++)
        {
            TensorPrimitives.Add<float>(sum, blockSums.AsSpan(block * Width, Width), sum);
        }
    }
}
