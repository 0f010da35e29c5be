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
    private const int RowsAtOnce = 4;
    private const int BlockSize = 128;
    private static readonly int Lanes = Vector256<float>.Count;

    private readonly int classCount;
    private readonly int size;
    private readonly bool hasBiases;
    private readonly double[] biases;
    private readonly float[] weights;

    // Kept from one mean to the next: of the chunks of the rows.
    private float[][] sums = [];
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
    /// <param name="parallelism">Threads and cancellation.</param>
    public void SetToMean(IReadOnlyList<(FloatMatrix Embeddings, FloatMatrix Residuals)> parts, Parallelism parallelism)
    {
        // At most about 64 sums a part whatever its length, each over a multiple of the rows taken at once.
        List<(int Part, int First, int Count)> chunks = [];
        long rows = 0;
        for (int p = 0; p < parts.Count; p++)
        {
            int count = parts[p].Residuals.RowCount;
            int chunkSize = Math.Max(4 * BlockSize, Blocks.Count(count, 64 * BlockSize) * BlockSize);
            for (int first = 0; first < count; first += chunkSize)
            {
                chunks.Add((p, first, Math.Min(chunkSize, count - first)));
            }
            rows += count;
        }
        if (sums.Length != chunks.Count)
        {
            sums = [.. chunks.Select(_ => new float[weights.Length])];
            biasSums = [.. chunks.Select(_ => new double[classCount])];
        }
        Blocks.ForEach(chunks.Count, blockSize: 1, parallelism, (chunk, _, _) =>
        {
            (int part, int first, int count) = chunks[chunk];
            Array.Clear(sums[chunk]);
            Array.Clear(biasSums[chunk]);
            Accumulate(parts[part].Embeddings, parts[part].Residuals, first, count, sums[chunk], biasSums[chunk]);
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
            Span<float> dots = stackalloc float[2 * RowsAtOnce];
            for (int i = first; i < first + count; i += RowsAtOnce)
            {
                int rows = Math.Min(RowsAtOnce, first + count - i);
                for (int r = 0; r < rows; r++)
                {
                    products[i + r] = hasBiases ? Dot(gradients.Residuals[i + r], biases) : 0;
                }
                for (int c = 0; size > 0 && c < classCount; c += 2)
                {
                    Dots(gradients.Embeddings, i, rows, c, dots);
                    for (int r = 0; r < rows; r++)
                    {
                        ReadOnlySpan<float> a = gradients.Residuals[i + r];
                        products[i + r] += ((double)a[c] * dots[2 * r]) + (c + 1 < classCount ? (double)a[c + 1] * dots[(2 * r) + 1] : 0);
                    }
                }
            }
        });

    // Products of up to four embeddings with two classes' weights; entries beyond the rows repeat the first row's.
    private void Dots(FloatMatrix embeddings, int first, int rows, int c, Span<float> dots)
    {
        ref float g0 = ref weights[c * size];
        ref float g1 = ref weights[(c + 1) * size];
        ref float h0 = ref Row(embeddings, first);
        ref float h1 = ref Row(embeddings, rows > 1 ? first + 1 : first);
        ref float h2 = ref Row(embeddings, rows > 2 ? first + 2 : first);
        ref float h3 = ref Row(embeddings, rows > 3 ? first + 3 : first);
        Vector256<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default, s31 = default;
        int j = 0;
        for (; j <= size - Lanes; j += Lanes)
        {
            nuint at = (nuint)j;
            var x = Vector256.LoadUnsafe(ref g0, at);
            var y = Vector256.LoadUnsafe(ref g1, at);
            var h = Vector256.LoadUnsafe(ref h0, at);
            s00 = Vector256.FusedMultiplyAdd(h, x, s00);
            s01 = Vector256.FusedMultiplyAdd(h, y, s01);
            h = Vector256.LoadUnsafe(ref h1, at);
            s10 = Vector256.FusedMultiplyAdd(h, x, s10);
            s11 = Vector256.FusedMultiplyAdd(h, y, s11);
            h = Vector256.LoadUnsafe(ref h2, at);
            s20 = Vector256.FusedMultiplyAdd(h, x, s20);
            s21 = Vector256.FusedMultiplyAdd(h, y, s21);
            h = Vector256.LoadUnsafe(ref h3, at);
            s30 = Vector256.FusedMultiplyAdd(h, x, s30);
            s31 = Vector256.FusedMultiplyAdd(h, y, s31);
        }
        dots[0] = Vector256.Sum(s00) + Rest(embeddings, first, c, j);
        dots[1] = Vector256.Sum(s01) + Rest(embeddings, first, c + 1, j);
        dots[2] = Vector256.Sum(s10);
        dots[3] = Vector256.Sum(s11);
        dots[4] = Vector256.Sum(s20);
        dots[5] = Vector256.Sum(s21);
        dots[6] = Vector256.Sum(s30);
        dots[7] = Vector256.Sum(s31);
        for (int r = 1; r < rows && j < size; r++)
        {
            dots[2 * r] += Rest(embeddings, first + r, c, j);
            dots[(2 * r) + 1] += Rest(embeddings, first + r, c + 1, j);
        }
    }

    private float Rest(FloatMatrix embeddings, int row, int c, int from)
    {
        float sum = 0;
        if (from < size)
        {
            ReadOnlySpan<float> h = embeddings[row];
            for (int j = from; j < size; j++)
            {
                sum = MathF.FusedMultiplyAdd(h[j], weights[(c * size) + j], sum);
            }
        }
        return sum;
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
                AddOuterProducts(embeddings, residuals, i, rows, c, sum);
            }
        }
    }

    // Adds four rows' share to two classes' sums; a missing row or class has the factor 0.
    private void AddOuterProducts(FloatMatrix embeddings, FloatMatrix residuals, int first, int rows, int c, float[] sum)
    {
        Span<float> factors = stackalloc float[2 * RowsAtOnce];
        factors.Clear();
        for (int r = 0; r < rows; r++)
        {
            ReadOnlySpan<float> a = residuals[first + r];
            factors[2 * r] = a[c];
            factors[(2 * r) + 1] = c + 1 < classCount ? a[c + 1] : 0;
        }
        ref float g0 = ref sum[c * size];
        ref float g1 = ref sum[(c + 1) * size];
        ref float h0 = ref Row(embeddings, first);
        ref float h1 = ref Row(embeddings, rows > 1 ? first + 1 : first);
        ref float h2 = ref Row(embeddings, rows > 2 ? first + 2 : first);
        ref float h3 = ref Row(embeddings, rows > 3 ? first + 3 : first);
        var f00 = Vector256.Create(factors[0]);
        var f01 = Vector256.Create(factors[1]);
        var f10 = Vector256.Create(factors[2]);
        var f11 = Vector256.Create(factors[3]);
        var f20 = Vector256.Create(factors[4]);
        var f21 = Vector256.Create(factors[5]);
        var f30 = Vector256.Create(factors[6]);
        var f31 = Vector256.Create(factors[7]);
        int j = 0;
        for (; j <= size - Lanes; j += Lanes)
        {
            nuint at = (nuint)j;
            var x = Vector256.LoadUnsafe(ref g0, at);
            var y = Vector256.LoadUnsafe(ref g1, at);
            var h = Vector256.LoadUnsafe(ref h0, at);
            x = Vector256.FusedMultiplyAdd(h, f00, x);
            y = Vector256.FusedMultiplyAdd(h, f01, y);
            h = Vector256.LoadUnsafe(ref h1, at);
            x = Vector256.FusedMultiplyAdd(h, f10, x);
            y = Vector256.FusedMultiplyAdd(h, f11, y);
            h = Vector256.LoadUnsafe(ref h2, at);
            x = Vector256.FusedMultiplyAdd(h, f20, x);
            y = Vector256.FusedMultiplyAdd(h, f21, y);
            h = Vector256.LoadUnsafe(ref h3, at);
            x = Vector256.FusedMultiplyAdd(h, f30, x);
            y = Vector256.FusedMultiplyAdd(h, f31, y);
            x.StoreUnsafe(ref g0, at);
            y.StoreUnsafe(ref g1, at);
        }
        for (; j < size; j++)
        {
            for (int r = 0; r < rows; r++)
            {
                float value = embeddings[first + r][j];
                sum[(c * size) + j] += factors[2 * r] * value;
                sum[((c + 1) * size) + j] += factors[(2 * r) + 1] * value;
            }
        }
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

    private static ref float Row(FloatMatrix matrix, int row) => ref MemoryMarshal.GetReference(matrix[row]);
}
