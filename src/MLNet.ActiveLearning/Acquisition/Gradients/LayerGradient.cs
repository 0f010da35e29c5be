using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition.Gradients;

/// <summary>One vector in the space of the gradients, written out: a sum of gradients, a target, a residual; and its products with many gradients.</summary>
/// <remarks>
/// Biases in double precision; weights in single precision with one spare class of zeros, so that classes can be taken in pairs and rows in fours,
/// which reads every number from the cache once for several products.
/// </remarks>
internal sealed class LayerGradient
{
    private const int RowsAtOnce = FourRows.Count;
    private const int BlockSize = 128;
    private const int PreparedRows = 64;

    // Rows that are added up in single precision before their sum joins one in double; a multiple of the rows prepared at once.
    private const int FoldedRows = 512;
    private const int MostChunks = 32;

    private readonly int classCount;
    private readonly int size;
    private readonly bool hasBiases;
    private readonly double[] biases;
    private readonly float[] weights;

    // Kept from one mean to the next: of the chunks of the rows.
    private double[][] sums = [];
    private double[][] biasSums = [];

    /// <summary>Zero, for gradients of the shape of these.</summary>
    public LayerGradient(GradientEmbeddings shape)
    {
        classCount = shape.ClassCount;
        hasBiases = shape.Kind != GradientKind.Linear;
        size = shape.Kind == GradientKind.Bias ? 0 : shape.Embeddings.ColumnCount;
        biases = new double[classCount];
        weights = new float[(classCount + (classCount % 2)) * size];
    }

    /// <summary>Biases, then weights class after class: the order of <see cref="GradientEmbeddings.CopyTo"/>.</summary>
    public void Set(ReadOnlySpan<double> values)
    {
        int offset = hasBiases ? classCount : 0;
        for (int c = 0; c < offset; c++)
        {
            biases[c] = values[c];
        }
        for (int j = 0; j < classCount * size; j++)
        {
            weights[j] = (float)values[offset + j];
        }
    }

    /// <summary>The values in the order of <see cref="Set"/>.</summary>
    public double[] ToArray() => [.. hasBiases ? biases : [], .. weights.Take(classCount * size).Select(w => (double)w)];

    /// <summary>Sets this to the mean of gradients whose residuals the caller gives: O(N C D).</summary>
    /// <param name="parts">Rows and their residuals.</param>
    /// <param name="prepare">Called with a part, a first row and a number of rows just before their residuals are read, while nobody else works on them: the caller may fill them in then, and the embeddings that it reads are still in the cache.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public void SetToMean(IReadOnlyList<(FloatMatrix Embeddings, FloatMatrix Residuals)> parts, Action<int, int, int> prepare, Parallelism parallelism)
    {
        // At most about 32 sums a part whatever its length, each over a multiple of the rows taken at once.
        List<(int Part, int First, int Count)> chunks = [];
        long rows = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            int count = parts[p].Residuals.RowCount;
            int chunkSize = Math.Max(FoldedRows, Blocks.Count(count, MostChunks * BlockSize) * BlockSize);
            for (int first = 0; first < count; first += chunkSize)
            {
                chunks.Add((p, first, Math.Min(chunkSize, count - first)));
            }
            rows += count;
        }
        if (sums.Length != chunks.Count)
        {
            sums = [.. chunks.Select(_ => new double[weights.Length])];
            biasSums = [.. chunks.Select(_ => new double[classCount])];
        }
        Blocks.ForEach(chunks.Count, blockSize: 1, parallelism, (chunk, _, _) =>
        {
            (int part, int first, int count) = chunks[chunk];
            Array.Clear(sums[chunk]);
            Array.Clear(biasSums[chunk]);
            float[] partial = ArrayPool<float>.Shared.Rent(weights.Length);
            partial.AsSpan(0, weights.Length).Clear();
            int end = first + count;
            for (int row = first; row < end; row += PreparedRows)
            {
                int rowCount = Math.Min(PreparedRows, end - row);
                prepare(part, row, rowCount);
                Accumulate(parts[part].Embeddings, parts[part].Residuals, row, rowCount, partial, biasSums[chunk]);
                if (row + rowCount == end || (row + rowCount - first) % FoldedRows == 0)
                {
                    Fold(partial.AsSpan(0, weights.Length), sums[chunk]);
                }
            }
            ArrayPool<float>.Shared.Return(partial);
        });
        Merge(Math.Max(1, rows));
    }

    /// <summary>Products with all gradients: <c>a_i . (G h_i + b)</c>. O(N C D).</summary>
    /// <param name="gradients">N gradients of this shape.</param>
    /// <param name="products">Receives N products.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public void Multiply(GradientEmbeddings gradients, double[] products, Parallelism parallelism) =>
        Blocks.ForEach(gradients.Count, BlockSize, parallelism, (_, first, count) =>
        {
            Span<int> rows = stackalloc int[RowsAtOnce];
            for (int i = first; i < first + count; i += RowsAtOnce)
            {
                int rowCount = Math.Min(RowsAtOnce, first + count - i);
                for (int r = 0; r < rowCount; r++)
                {
                    rows[r] = i + r;
                }
                MultiplyFew(gradients, rows[..rowCount], products.AsSpan(i, rowCount));
            }
        });

    /// <summary>Products with some gradients, each equal to the last bit to what the product with all gives it.</summary>
    /// <param name="gradients">Gradients of this shape.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="products">Receives as many products.</param>
    public void Multiply(GradientEmbeddings gradients, ReadOnlySpan<int> rows, Span<double> products)
    {
        for (int i = 0; i < rows.Length; i += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, rows.Length - i);
            MultiplyFew(gradients, rows.Slice(i, count), products.Slice(i, count));
        }
    }

    /// <summary>Euclidean norm of the difference.</summary>
    public double DistanceTo(LayerGradient other)
    {
        double sum = 0;
        for (int c = 0; c < biases.Length; c++)
        {
            double difference = biases[c] - other.biases[c];
            sum += difference * difference;
        }
        for (int j = 0; j < weights.Length; j++)
        {
            double difference = (double)weights[j] - other.weights[j];
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>Takes the values of another of this shape.</summary>
    public void CopyFrom(LayerGradient other)
    {
        other.biases.CopyTo(biases, 0);
        other.weights.CopyTo(weights, 0);
    }

    // 1 to 4 rows.
    private void MultiplyFew(GradientEmbeddings gradients, ReadOnlySpan<int> rows, Span<double> products)
    {
        Span<float> dots = stackalloc float[2 * RowsAtOnce];
        for (int r = 0; r < rows.Length; r++)
        {
            products[r] = hasBiases ? Dot(gradients.Residuals[rows[r]], biases) : 0;
        }
        for (int c = 0; size > 0 && c < classCount; c += 2)
        {
            FourRows.Multiply(gradients.Embeddings, rows, weights, c, dots);
            for (int r = 0; r < rows.Length; r++)
            {
                ReadOnlySpan<float> a = gradients.Residuals[rows[r]];
                products[r] += ((double)a[c] * dots[2 * r]) + (c + 1 < classCount ? (double)a[c + 1] * dots[(2 * r) + 1] : 0);
            }
        }
    }

    private void Accumulate(FloatMatrix embeddings, FloatMatrix residuals, int first, int count, float[] sum, double[] biasSum)
    {
        for (int i = first; i < first + count; i += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, first + count - i);
            for (int r = 0; r < rows; r++)
            {
                ReadOnlySpan<float> a = residuals[i + r];
                for (int c = 0; c < a.Length; c++)
                {
                    biasSum[c] += a[c];
                }
            }
            for (int c = 0; size > 0 && c < classCount; c += 2)
            {
                FourRows.AddOuterProducts(embeddings, residuals, i, rows, sum, c);
            }
        }
    }

    // Adds a sum to one in double precision and empties it: in single precision, rounding would grow with the number of rows.
    private static void Fold(Span<float> partial, Span<double> total)
    {
        ref float from = ref MemoryMarshal.GetReference(partial);
        ref double to = ref MemoryMarshal.GetReference(total);
        int j = 0;
        for (; j <= partial.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)j));
            nuint middle = (nuint)(j + Vector256<double>.Count);
            (Vector256.LoadUnsafe(ref to, (nuint)j) + lower).StoreUnsafe(ref to, (nuint)j);
            (Vector256.LoadUnsafe(ref to, middle) + upper).StoreUnsafe(ref to, middle);
        }
        for (; j < partial.Length; j++)
        {
            total[j] += partial[j];
        }
        partial.Clear();
    }

    private void Merge(long rows)
    {
        Array.Clear(biases);
        double[] total = new double[weights.Length];
        for (int chunk = 0; chunk < sums.Length; chunk++)
        {
            for (int j = 0; j < total.Length; j++)
            {
                total[j] += sums[chunk][j];
            }
            for (int c = 0; c < biases.Length; c++)
            {
                biases[c] += biasSums[chunk][c];
            }
        }
        for (int j = 0; j < total.Length; j++)
        {
            weights[j] = (float)(total[j] / rows);
        }
        for (int c = 0; c < biases.Length; c++)
        {
            biases[c] /= rows;
        }
    }

    private static double Dot(ReadOnlySpan<float> a, double[] b)
    {
        double sum = 0;
        for (int c = 0; c < a.Length; c++)
        {
            sum += a[c] * b[c];
        }
        return sum;
    }
}
