using System.Buffers;
using System.Numerics.Tensors;
using MLNet.ActiveLearning.Acquisition.Gradients;
using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Adds up what some similarities of one candidate are worth.</summary>
/// <param name="similarities">The candidate's similarities with consecutive represented rows.</param>
/// <param name="firstRepresented">The first of these rows.</param>
/// <remarks>Called from several threads; must not change anything. Sum in double, or in float over this one call at most.</remarks>
internal delegate double SimilaritySum(ReadOnlySpan<float> similarities, int firstRepresented);

/// <summary>Similarities of N candidates with M represented rows, held in memory or computed when they are asked for.</summary>
/// <remarks>
/// <para>
/// Held as one Single matrix if 4 N M bytes do not exceed a limit (default 1 GiB: N = M = 16,384), else computed in tiles of 512 rows. Both
/// keep the rows ready for products: 4 (N + M) d bytes, 4 N d where the represented rows are the candidates, none for inner products. Both
/// give the same numbers, bit for bit, and sums over represented rows are taken in the same order, whatever the number of threads.
/// </para>
/// <para>Immutable, so several set functions may use one kernel; its methods bring their own threads.</para>
/// </remarks>
public sealed class SimilarityKernel
{
    /// <summary>Bytes that the similarities may take to be held in memory, if the caller does not say: 1 GiB.</summary>
    public const long DefaultMemoryLimit = 1L << 30;

    private const int BlockSize = SimilarityTiles.TileSize;

    // Rows of a tile when candidates are scattered: wide enough for the product to be worth packing, small enough for the cache.
    private const int GatheredRows = 192;

    // Similarities below which starting another thread costs more than it saves.
    private const int ParallelGrain = 1 << 15;

    private delegate void TileRowAction(int row, int firstRepresented, ReadOnlySpan<float> similarities);

    private readonly FloatMatrix? values;
    private readonly SimilarityTiles? tiles;
    private readonly Parallelism parallelism;

    private SimilarityKernel(FloatMatrix? values, SimilarityTiles? tiles, int count, int representedCount, Parallelism parallelism)
    {
        this.values = values;
        this.tiles = tiles;
        this.parallelism = parallelism;
        Count = count;
        RepresentedCount = representedCount;
    }

    /// <summary>Number of candidates N.</summary>
    public int Count { get; }

    /// <summary>Number of represented rows M.</summary>
    public int RepresentedCount { get; }

    /// <summary>Whether the represented rows are the candidates, in the same order.</summary>
    public bool IsSquare { get; private init; }

    /// <summary>Whether all similarities are in memory.</summary>
    public bool IsDense => values is not null;

    /// <summary>Whether no similarity can be negative.</summary>
    public bool IsNonNegative { get; private init; }

    /// <summary>The part of the diagonal below which a residual of the kernel is rounding: that of double for rows, of Single for given values.</summary>
    internal double Resolution => tiles is null ? 1e-6 : 1e-12;

    /// <summary>Bytes that similarities may take in memory.</summary>
    internal long MemoryLimit { get; private init; }

    /// <summary>Threads and cancellation of whoever made the kernel.</summary>
    internal Parallelism Parallelism => parallelism;

    /// <summary>Similarities of all rows with all rows.</summary>
    /// <param name="rows">(N, d), finite.</param>
    /// <param name="metric">The similarity.</param>
    /// <param name="memoryLimit">Bytes up to which the similarities are held in memory; 0 for never.</param>
    /// <param name="parallelism">Threads and cancellation, for this call and for the kernel's life.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static SimilarityKernel Create(
        FloatMatrix rows, SimilarityMetric metric, long memoryLimit = DefaultMemoryLimit, Parallelism parallelism = default) =>
        Create(rows, rows, metric, memoryLimit, parallelism);

    /// <summary>Similarities of candidates with other rows.</summary>
    /// <param name="candidates">(N, d), finite: what may be chosen.</param>
    /// <param name="represented">(M, d), finite: what the chosen rows stand for.</param>
    /// <param name="metric">The similarity.</param>
    /// <param name="memoryLimit">Bytes up to which the similarities are held in memory; 0 for never.</param>
    /// <param name="parallelism">Threads and cancellation, for this call and for the kernel's life.</param>
    /// <exception cref="ArgumentException">The widths differ, or a value is NaN or infinite.</exception>
    public static SimilarityKernel Create(
        FloatMatrix candidates, FloatMatrix represented, SimilarityMetric metric, long memoryLimit = DefaultMemoryLimit, Parallelism parallelism = default)
    {
        FiniteRows.Check(candidates, "rows");
        if (!represented.Values.Equals(candidates.Values))
        {
            FiniteRows.Check(represented, "represented rows");
        }
        return Create(SimilarityTiles.Create(candidates, represented, metric, parallelism), metric, memoryLimit, parallelism);
    }

    /// <summary>Similarities of gradients of the last layer, from their two factors: the gradients themselves are never built.</summary>
    /// <param name="candidates">N gradients: what may be chosen.</param>
    /// <param name="represented">M gradients of the same kind and shape; the same object for all pairs of one set.</param>
    /// <param name="metric"><see cref="SimilarityMetric.Cosine"/> or <see cref="SimilarityMetric.Cosine01"/>; with a gradient of 0 the cosine is 0.</param>
    /// <param name="memoryLimit">Bytes up to which the similarities are held in memory; 0 for never.</param>
    /// <param name="parallelism">Threads and cancellation, for this call and for the kernel's life.</param>
    /// <remarks>O(N M (C + d)) for all similarities, where building the gradients would make it O(N M C d).</remarks>
    /// <exception cref="ArgumentException">The gradients cannot be compared, or the metric is another.</exception>
    public static SimilarityKernel Create(
        GradientEmbeddings candidates,
        GradientEmbeddings represented,
        SimilarityMetric metric,
        long memoryLimit = DefaultMemoryLimit,
        Parallelism parallelism = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(represented);
        return Create(SimilarityTiles.Create(candidates, represented, metric, parallelism), metric, memoryLimit, parallelism);
    }

    private static SimilarityKernel Create(SimilarityTiles tiles, SimilarityMetric metric, long memoryLimit, Parallelism parallelism)
    {
        long size = (long)tiles.RowCount * tiles.ColumnCount;
        FloatMatrix? values = null;
        if (size > 0 && size <= Array.MaxLength && size * sizeof(float) <= memoryLimit)
        {
            float[] all = GC.AllocateUninitializedArray<float>((int)size);
            tiles.ComputeAll(all, parallelism);
            values = new FloatMatrix(all, tiles.RowCount, tiles.ColumnCount);
        }
        return new SimilarityKernel(values, tiles, tiles.RowCount, tiles.ColumnCount, parallelism)
        {
            IsSquare = tiles.IsSymmetric,
            IsNonNegative = metric is SimilarityMetric.Cosine01 or SimilarityMetric.Euclidean,
            MemoryLimit = memoryLimit,
        };
    }

    /// <summary>Similarities that the caller has.</summary>
    /// <param name="similarities">(N, M): one row a candidate.</param>
    /// <param name="isSquare">Whether the represented rows are the candidates; the matrix must then be symmetric.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The matrix is not square where it must be, or a value is NaN or infinite.</exception>
    public static SimilarityKernel FromValues(FloatMatrix similarities, bool isSquare = true, Parallelism parallelism = default)
    {
        if (isSquare && similarities.RowCount != similarities.ColumnCount)
        {
            throw new ArgumentException(
                $"A kernel of {similarities.RowCount} x {similarities.ColumnCount} is not square. Give one row and one column a candidate, or say isSquare: false.", nameof(similarities));
        }
        FiniteRows.Check(similarities, "similarities");
        bool isNonNegative = true;
        foreach (float similarity in similarities.Span)
        {
            isNonNegative &= similarity >= 0;
        }
        return new SimilarityKernel(similarities, null, similarities.RowCount, similarities.ColumnCount, parallelism)
        {
            IsSquare = isSquare,
            IsNonNegative = isNonNegative,
        };
    }

    /// <summary>A candidate's similarities with all represented rows.</summary>
    /// <param name="candidate">From 0.</param>
    /// <param name="similarities">Receives M values.</param>
    /// <remarks>O(M), or O(M d) on all threads if the kernel is not in memory.</remarks>
    public void GetRow(int candidate, Memory<float> similarities)
    {
        if (values is { } all)
        {
            all[candidate].CopyTo(similarities.Span);
            return;
        }
        Blocks.ForEach(RepresentedCount, BlockSize, parallelism, (_, first, count) => tiles!.ComputeRow(candidate, first, similarities.Span.Slice(first, count)));
    }

    /// <summary>A candidate's similarities with all represented rows in double precision, from the rows if the kernel was made from rows.</summary>
    /// <param name="candidate">From 0.</param>
    /// <param name="similarities">Receives M values.</param>
    /// <remarks>O(M d) on all threads, whether the kernel is in memory or not, so that both give the same.</remarks>
    internal void GetPreciseRow(int candidate, Memory<double> similarities)
    {
        if (tiles is null)
        {
            TensorPrimitives.ConvertTruncating<float, double>(values!.Value[candidate], similarities.Span);
            return;
        }
        Blocks.ForEach(
            RepresentedCount, BlockSize, parallelism, (_, first, count) => tiles.InDouble.ComputeRow(candidate, first, similarities.Span.Slice(first, count)));
    }

    /// <summary>The diagonal of a square kernel, as precise as the rows in double.</summary>
    internal double[] GetDiagonal() => [.. Enumerable.Range(0, Count).Select(i => tiles is null ? GetSelf(i) : tiles.InDouble.Compute(i, i))];

    /// <summary>A candidate's similarity with itself, in a square kernel.</summary>
    /// <param name="candidate">From 0.</param>
    public float GetSelf(int candidate) => !IsSquare
        ? throw new InvalidOperationException("Only a kernel of the candidates with themselves has a diagonal.")
        : tiles is null ? values!.Value[candidate][candidate] : tiles.GetSelf(candidate);

    /// <summary>Sums each candidate's similarities with all represented rows.</summary>
    /// <param name="sums">Receives N values.</param>
    /// <remarks>O(N d) by linear algebra for all similarities but the Euclidean, whether the kernel is in memory or not, so that both give the same bits.</remarks>
    internal void SumRows(Span<double> sums)
    {
        if (tiles is null || !tiles.TrySumColumns(sums))
        {
            SumAll((similarities, _) => SimilaritySums.Plain(similarities), sums);
        }
    }

    /// <summary>Sums over all represented rows, for some candidates.</summary>
    internal void Sum(ReadOnlySpan<int> candidates, SimilaritySum sum, Span<double> sums)
    {
        if (candidates.Length == Count && IsAll(candidates))
        {
            SumAll(sum, sums);
            return;
        }
        int[] rows = candidates.ToArray();
        double[] results = new double[rows.Length];
        if (values is { } all)
        {
            Blocks.ForEach(rows.Length, Math.Max(1, ParallelGrain / Math.Max(1, RepresentedCount)), parallelism, (_, first, count) =>
            {
                for (int c = first; c < first + count; c++)
                {
                    results[c] = SumRow(all[rows[c]], sum);
                }
            });
        }
        else
        {
            for (int first = 0; first < rows.Length; first += GatheredRows)
            {
                int count = Math.Min(GatheredRows, rows.Length - first);
                SumGathered(rows.AsSpan(first, count).ToArray(), sum, results.AsSpan(first, count));
            }
        }
        results.CopyTo(sums);
    }

    /// <summary>Computes rows of a kernel that is not in memory.</summary>
    internal void GetRows(int[] candidates, float[][] rows)
    {
        for (int start = 0; start < candidates.Length; start += GatheredRows)
        {
            int offset = start;
            int[] some = candidates[start..Math.Min(candidates.Length, start + GatheredRows)];
            ForEachGatheredTile(some, (c, first, similarities) => similarities.CopyTo(rows[offset + c].AsSpan(first)));
        }
    }

    /// <summary>Sums over rows that were got before.</summary>
    internal void SumEach(float[][] rows, SimilaritySum sum, Span<double> sums)
    {
        double[] results = new double[rows.Length];
        Blocks.ForEach(rows.Length, Math.Max(1, ParallelGrain / Math.Max(1, RepresentedCount)), parallelism, (_, first, count) =>
        {
            for (int c = first; c < first + count; c++)
            {
                results[c] = SumRow(rows[c], sum);
            }
        });
        results.CopyTo(sums);
    }

    private void SumAll(SimilaritySum sum, Span<double> sums)
    {
        double[] results = new double[Count];
        if (values is { } all)
        {
            Blocks.ForEach(Count, Math.Max(1, ParallelGrain / Math.Max(1, RepresentedCount)), parallelism, (_, first, count) =>
            {
                for (int c = first; c < first + count; c++)
                {
                    results[c] = SumRow(all[c], sum);
                }
            });
        }
        else
        {
            for (int first = 0; first < Count; first += BlockSize)
            {
                SumBand(first, Math.Min(BlockSize, Count - first), sum, results);
            }
        }
        results.CopyTo(sums);
    }

    private double SumRow(ReadOnlySpan<float> row, SimilaritySum sum)
    {
        double total = 0;
        for (int first = 0; first < RepresentedCount; first += BlockSize)
        {
            total += sum(row.Slice(first, Math.Min(BlockSize, RepresentedCount - first)), first);
        }
        return total;
    }

    private void SumGathered(int[] rows, SimilaritySum sum, Span<double> results)
    {
        double[] partial = new double[Blocks.Count(RepresentedCount, BlockSize) * rows.Length];
        ForEachGatheredTile(rows, (c, first, similarities) => partial[(first / BlockSize * rows.Length) + c] = sum(similarities, first));
        for (int i = 0; i < partial.Length; i++)
        {
            results[i % rows.Length] += partial[i];
        }
    }

    private void ForEachGatheredTile(int[] rows, TileRowAction use)
    {
        GatheredRows gathered = tiles!.Gather(rows);
        Blocks.ForEach(RepresentedCount, BlockSize, parallelism, (_, first, count) =>
        {
            float[] rented = ArrayPool<float>.Shared.Rent(rows.Length * count);
            Memory<float> tile = rented.AsMemory(0, rows.Length * count);
            tiles.Compute(gathered, rows, first, count, tile, parallelism.CancellationToken);
            for (int c = 0; c < rows.Length; c++)
            {
                use(c, first, tile.Span.Slice(c * count, count));
            }
            ArrayPool<float>.Shared.Return(rented);
        });
    }

    // A band of candidates against all represented rows; of a symmetric kernel only the tiles from the diagonal on, each used in both
    // directions. Bands come one after another and each adds to a sum what lies left of it first, so the order of addition is fixed.
    private void SumBand(int firstRow, int rowCount, SimilaritySum sum, double[] results)
    {
        int firstBlock = IsSquare ? firstRow / BlockSize : 0;
        int blocks = Blocks.Count(RepresentedCount, BlockSize) - firstBlock;
        double[] partial = new double[blocks * rowCount];
        Blocks.ForEach(blocks, 1, parallelism, (_, block, _) =>
        {
            int first = (firstBlock + block) * BlockSize, count = Math.Min(BlockSize, RepresentedCount - first);
            float[] rented = ArrayPool<float>.Shared.Rent(2 * rowCount * count);
            Memory<float> tile = rented.AsMemory(0, rowCount * count);
            tiles!.Compute(firstRow, rowCount, first, count, tile, parallelism.CancellationToken);
            for (int c = 0; c < rowCount; c++)
            {
                partial[(block * rowCount) + c] = sum(tile.Span.Slice(c * count, count), first);
            }
            if (IsSquare && first > firstRow)
            {
                var transposed = rented.AsSpan(rowCount * count, rowCount * count);
                SimilarityTiles.Transpose(tile.Span, rowCount, count, transposed, rowCount);
                for (int c = 0; c < count; c++)
                {
                    results[first + c] += sum(transposed.Slice(c * rowCount, rowCount), firstRow);
                }
            }
            ArrayPool<float>.Shared.Return(rented);
        });
        for (int i = 0; i < partial.Length; i++)
        {
            results[firstRow + (i % rowCount)] += partial[i];
        }
    }

    private static bool IsAll(ReadOnlySpan<int> candidates)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            if (candidates[i] != i)
            {
                return false;
            }
        }
        return true;
    }
}
