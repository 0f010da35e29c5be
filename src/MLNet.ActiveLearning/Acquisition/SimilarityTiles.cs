using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Rows made ready for similarities, and the rectangles of the kernel that are computed from them on request.</summary>
internal sealed class SimilarityTiles
{
    /// <summary>Rows and columns of a tile where the caller is free to choose.</summary>
    public const int TileSize = 512;

    /// <summary>A squared distance below this part of the squared norms may be 0.</summary>
    private const float CloseRows = 1e-3f;

    /// <summary>Single does not tell a cosine this close to 1 from that of copies.</summary>
    private const float Parallel = 1 - 2e-6f;

    private readonly SimilarityMetric metric;
    private readonly PreparedRows left;
    private readonly PreparedRows right;

    // Gradients: the tiles of their second factor, whose inner products multiply ours.
    private readonly SimilarityTiles? factor;

    private SimilarityTiles(SimilarityMetric metric, PreparedRows left, PreparedRows right, DoubleSimilarities inDouble, SimilarityTiles? factor = null)
    {
        this.metric = metric;
        InDouble = inDouble;
        this.left = left;
        this.right = right;
        this.factor = factor;
    }

    /// <summary>Number of rows of the kernel.</summary>
    public int RowCount => left.Values.RowCount;

    /// <summary>Number of columns of the kernel.</summary>
    public int ColumnCount => right.Values.RowCount;

    /// <summary>The same similarities in double precision, one by one.</summary>
    public DoubleSimilarities InDouble { get; }

    /// <summary>Whether rows and columns stand for the same rows, so that the kernel is symmetric, bit for bit.</summary>
    public bool IsSymmetric => ReferenceEquals(left, right);

    public static SimilarityTiles Create(FloatMatrix a, FloatMatrix b, SimilarityMetric metric, Parallelism parallelism)
    {
        if (!Enum.IsDefined(metric))
        {
            throw new ArgumentOutOfRangeException(nameof(metric), metric, $"Known similarities: {string.Join(", ", Enum.GetNames<SimilarityMetric>())}.");
        }
        if (a.ColumnCount != b.ColumnCount)
        {
            throw new ArgumentException($"Rows of {a.ColumnCount} numbers cannot be compared with rows of {b.ColumnCount}; take both from the same column of the same model.");
        }
        return Create(a, b, metric, DoubleSimilarities.Create(a, b, metric, parallelism), parallelism);
    }

    private static SimilarityTiles Create(FloatMatrix a, FloatMatrix b, SimilarityMetric metric, DoubleSimilarities inDouble, Parallelism parallelism)
    {
        double[]? mean = metric == SimilarityMetric.Euclidean ? PreparedRows.MeanOf(a) : null;
        var left = PreparedRows.Create(a, metric, mean, parallelism);
        bool same = a.RowCount == b.RowCount && a.Values.Equals(b.Values);
        return new SimilarityTiles(metric, left, same ? left : PreparedRows.Create(b, metric, mean, parallelism), inDouble);
    }

    /// <summary>Tiles for gradients, from their two factors: <c>cos(g_i, g_j) = cos(a_i, a_j) cos(u_i, u_j)</c>.</summary>
    public static SimilarityTiles Create(GradientEmbeddings a, GradientEmbeddings b, SimilarityMetric metric, Parallelism parallelism)
    {
        if (metric is not (SimilarityMetric.Cosine or SimilarityMetric.Cosine01))
        {
            throw new ArgumentOutOfRangeException(nameof(metric), metric, "Similarities of gradients are Cosine or Cosine01.");
        }
        a.CheckComparable(b);
        var inDouble = DoubleSimilarities.Create(a, b, metric, parallelism);
        SimilarityTiles residuals = Create(a.Residuals, b.Residuals, metric, inDouble, parallelism);
        if (a.Kind == GradientKind.Bias)
        {
            return residuals;
        }
        FloatMatrix features = FeaturesOf(a);
        SimilarityTiles factor = Create(features, ReferenceEquals(a, b) ? features : FeaturesOf(b), SimilarityMetric.Cosine, inDouble, parallelism);
        return new SimilarityTiles(metric, residuals.left, residuals.right, inDouble, factor);
    }

    /// <summary>Computes all of the kernel, the half of it if it is symmetric.</summary>
    public void ComputeAll(Memory<float> result, Parallelism parallelism)
    {
        int blocksDown = Blocks.Count(RowCount, TileSize), blocksAcross = Blocks.Count(ColumnCount, TileSize);
        var tiles = new List<(int Row, int Column)>();
        for (int row = 0; row < blocksDown; row++)
        {
            for (int column = IsSymmetric ? row : 0; column < blocksAcross; column++)
            {
                tiles.Add((row * TileSize, column * TileSize));
            }
        }
        Blocks.ForEach(tiles.Count, 1, parallelism, (_, index, _) =>
        {
            (int firstRow, int firstColumn) = tiles[index];
            int rows = Math.Min(TileSize, RowCount - firstRow), columns = Math.Min(TileSize, ColumnCount - firstColumn);
            float[] rented = ArrayPool<float>.Shared.Rent(rows * columns);
            Memory<float> tile = rented.AsMemory(0, rows * columns);
            Compute(firstRow, rows, firstColumn, columns, tile, parallelism.CancellationToken);
            var all = result.Span;
            for (int i = 0; i < rows; i++)
            {
                tile.Span.Slice(i * columns, columns).CopyTo(all.Slice(((firstRow + i) * ColumnCount) + firstColumn, columns));
            }
            if (IsSymmetric && firstColumn > firstRow)
            {
                Transpose(tile.Span, rows, columns, all[((firstColumn * ColumnCount) + firstRow)..], ColumnCount);
            }
            ArrayPool<float>.Shared.Return(rented);
        });
    }

    /// <summary>Computes a rectangle of consecutive rows and columns on this thread.</summary>
    public void Compute(int firstRow, int rowCount, int firstColumn, int columnCount, Memory<float> tile, CancellationToken cancellationToken)
    {
        Multiply(new GatheredRows(left.Values.Rows(firstRow, rowCount), factor?.left.Values.Rows(firstRow, rowCount)), firstColumn, columnCount, tile, cancellationToken);
        for (int i = 0; i < rowCount; i++)
        {
            Finish(tile.Span.Slice(i * columnCount, columnCount), firstRow + i, firstColumn);
        }
    }

    /// <summary>Collects rows that do not stand together, for <see cref="Compute(GatheredRows, ReadOnlySpan{int}, int, int, Memory{float}, CancellationToken)"/>.</summary>
    public GatheredRows Gather(ReadOnlySpan<int> rows) => new(
        RowSubset.Gather(left.Values, rows), factor is null ? null : RowSubset.Gather(factor.left.Values, rows));

    /// <summary>Computes the similarities of gathered rows with consecutive columns on this thread.</summary>
    public void Compute(GatheredRows gathered, ReadOnlySpan<int> rows, int firstColumn, int columnCount, Memory<float> tile, CancellationToken cancellationToken)
    {
        Multiply(gathered, firstColumn, columnCount, tile, cancellationToken);
        for (int i = 0; i < rows.Length; i++)
        {
            Finish(tile.Span.Slice(i * columnCount, columnCount), rows[i], firstColumn);
        }
    }

    /// <summary>Computes the similarities of one row with consecutive columns on this thread.</summary>
    public void ComputeRow(int row, int firstColumn, Span<float> similarities)
    {
        MatrixVector.Multiply(right.Values.Rows(firstColumn, similarities.Length), left.Values[row], similarities);
        if (factor is not null)
        {
            float[] rented = ArrayPool<float>.Shared.Rent(similarities.Length);
            var others = rented.AsSpan(0, similarities.Length);
            MatrixVector.Multiply(factor.right.Values.Rows(firstColumn, similarities.Length), factor.left.Values[row], others);
            TensorPrimitives.Multiply(similarities, others, similarities);
            ArrayPool<float>.Shared.Return(rented);
        }
        Finish(similarities, row, firstColumn);
    }

    /// <summary>The similarity of a row with itself, for a symmetric kernel.</summary>
    public float GetSelf(int row) => metric switch
    {
        SimilarityMetric.Euclidean => 1,
        SimilarityMetric.Dot => TensorPrimitives.Dot(left.Values[row], left.Values[row]),
        SimilarityMetric.Cosine => IsZero(row) ? 0 : 1,
        _ => IsZero(row) ? 0.5f : 1,
    };

    /// <summary>Sums each column of a symmetric kernel by linear algebra, O(N d); false if the similarity is not linear.</summary>
    public bool TrySumColumns(Span<double> sums)
    {
        if (metric == SimilarityMetric.Euclidean || factor is not null)
        {
            return false;
        }
        double[] total = PreparedRows.SumOf(right.Values);
        double[] row = new double[total.Length];
        for (int j = 0; j < RowCount; j++)
        {
            TensorPrimitives.ConvertTruncating<float, double>(left.Values[j], row);
            double sum = TensorPrimitives.Dot<double>(row, total);
            sums[j] = metric == SimilarityMetric.Cosine01 ? (ColumnCount + sum) / 2 : sum;
        }
        return true;
    }

    /// <summary>Writes the transposed tile into a matrix with longer rows.</summary>
    public static void Transpose(ReadOnlySpan<float> tile, int rows, int columns, Span<float> target, int stride)
    {
        // In small squares, so that the lines of both sides stay in the first-level cache.
        const int square = 16;
        for (int i0 = 0; i0 < rows; i0 += square)
        {
            int i1 = Math.Min(i0 + square, rows);
            for (int j0 = 0; j0 < columns; j0 += square)
            {
                int j1 = Math.Min(j0 + square, columns);
                for (int j = j0; j < j1; j++)
                {
                    var line = target.Slice((j * stride) + i0, i1 - i0);
                    for (int i = 0; i < line.Length; i++)
                    {
                        line[i] = tile[((i0 + i) * columns) + j];
                    }
                }
            }
        }
    }

    private static FloatMatrix FeaturesOf(GradientEmbeddings gradients)
    {
        FloatMatrix h = gradients.Embeddings;
        if (gradients.Kind == GradientKind.Linear)
        {
            return h;
        }
        int width = h.ColumnCount + 1;
        float[] features = GC.AllocateUninitializedArray<float>(checked(h.RowCount * width));
        for (int i = 0; i < h.RowCount; i++)
        {
            h[i].CopyTo(features.AsSpan(i * width));
            features[(i * width) + width - 1] = 1;
        }
        return new FloatMatrix(features, h.RowCount, width);
    }

    private void Multiply(GatheredRows rows, int firstColumn, int columnCount, Memory<float> tile, CancellationToken cancellationToken)
    {
        var single = new Parallelism(1, cancellationToken);
        MatrixProduct.MultiplyTransposed(rows.Own, right.Values.Rows(firstColumn, columnCount), tile, single);
        if (factor is not null)
        {
            float[] rented = ArrayPool<float>.Shared.Rent(tile.Length);
            Memory<float> others = rented.AsMemory(0, tile.Length);
            MatrixProduct.MultiplyTransposed(rows.Factor!.Value, factor.right.Values.Rows(firstColumn, columnCount), others, single);
            TensorPrimitives.Multiply<float>(tile.Span, others.Span, tile.Span);
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private bool IsZero(int row) => left.IsZero(row) || factor?.IsZero(row) == true;

    // Turns inner products of prepared rows into similarities.
    private void Finish(Span<float> values, int row, int firstColumn)
    {
        switch (metric)
        {
            case SimilarityMetric.Cosine:
                FinishCosine(values, row, firstColumn, scale: 1, offset: 0);
                break;
            case SimilarityMetric.Cosine01:
                FinishCosine(values, row, firstColumn, scale: 0.5f, offset: 0.5f);
                break;
            case SimilarityMetric.Euclidean:
                FinishEuclidean(values, row, firstColumn);
                break;
            default:
                break;
        }
    }

    private void FinishCosine(Span<float> values, int row, int firstColumn, float scale, float offset)
    {
        int vectorized = values.Length - (values.Length % Vector256<float>.Count);
        Span<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(values[..vectorized]);
        for (int i = 0; i < vectors.Length; i++)
        {
            Vector256<float> cosines = Vector256.Max(vectors[i], Vector256.Create(-1f));
            vectors[i] = (cosines * scale) + Vector256.Create(offset);
            for (uint parallel = Vector256.GreaterThanOrEqual(cosines, Vector256.Create(Parallel)).ExtractMostSignificantBits(); parallel != 0; parallel &= parallel - 1)
            {
                int j = (i * Vector256<float>.Count) + BitOperations.TrailingZeroCount(parallel);
                values[j] = (float)InDouble.Compute(row, firstColumn + j);
            }
        }
        for (int j = vectorized; j < values.Length; j++)
        {
            values[j] = values[j] >= Parallel ? (float)InDouble.Compute(row, firstColumn + j) : (Math.Max(values[j], -1) * scale) + offset;
        }
    }

    private void FinishEuclidean(Span<float> values, int row, int firstColumn)
    {
        float norm = left.SquaredNorms[row];
        var norms = right.SquaredNorms.AsSpan(firstColumn, values.Length);
        // With squared norms that sum to s, the distance r is wrong by some roundings of s / r, the exponent r / d by these and one of its
        // own, all divided by d: as long as s / r + r <= 2 d, the similarity has a relative error below 1e-6.
        float limit = 4f * left.Values.ColumnCount * left.Values.ColumnCount;
        for (int j = 0; j < values.Length; j++)
        {
            float sum = norm + norms[j];
            float squared = sum - (2 * values[j]);
            bool isExact = squared >= CloseRows * sum && (sum + squared) * (sum + squared) <= limit * squared;
            values[j] = isExact ? squared : float.NaN;
        }
        TensorPrimitives.Sqrt(values, values);
        TensorPrimitives.Multiply(values, -1f / left.Values.ColumnCount, values);
        TensorPrimitives.Exp(values, values);
        // The vectorised exponential of 0 is one unit in the last place too large.
        TensorPrimitives.Min(values, 1f, values);
        for (int j = 0; j < values.Length; j++)
        {
            if (float.IsNaN(values[j]))
            {
                values[j] = (float)InDouble.Compute(row, firstColumn + j);
            }
        }
    }
}

/// <summary>Prepared rows that were collected, and those of the second factor if there is one.</summary>
internal readonly record struct GatheredRows(FloatMatrix Own, FloatMatrix? Factor);
