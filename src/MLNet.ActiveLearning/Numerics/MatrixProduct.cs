using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Products of a matrix with a transposed matrix, the work horse of distances and similarities.</summary>
/// <remarks>
/// <para>
/// Blocked for the caches: a stretch of B is packed once for all threads, then each thread takes row blocks of A, packs them slice by
/// slice, and computes register tiles (<see cref="ITileKernel"/>). Memory beyond the result: at most 16 MB of B and half a MB a thread,
/// pooled.
/// </para>
/// <para>
/// An element is the sum over slices of 256 columns, in order, of sums of fused multiply-adds, in order. Its bits depend on its two rows
/// alone: not on threads, not on where it lies, not on the rows beside it, not on the width of the machine's vectors. The rounding error
/// is at most about <c>(256 + K / 256) 2^-24 |a| |b|</c>, in practice a few <c>2^-24 |a| |b|</c>.
/// </para>
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Columns of the factors that are summed before they are added to the result.</summary>
    private const int SliceSize = 256;

    /// <summary>Rows of A that a thread takes at once: a slice of them stays in the second-level cache. Divisible by all tiles.</summary>
    private const int RowBlockSize = 96;

    /// <summary>Rows of B that are packed at once, fewer if they are so long that <see cref="PackedLimit"/> is reached. Divisible by all tiles.</summary>
    private const int ColumnBlockSize = 1024;
    private const int PackedLimit = 1 << 22;

    /// <summary>Values in a cache line.</summary>
    private const int LineSize = 16;

    /// <summary>Computes <c>C = A B'</c>: all inner products of the rows of A with the rows of B.</summary>
    /// <param name="a">(M, K).</param>
    /// <param name="b">(N, K).</param>
    /// <param name="result">Receives (M, N), row-major.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static void MultiplyTransposed(FloatMatrix a, FloatMatrix b, Memory<float> result, Parallelism parallelism = default)
    {
        if (result.Length != (long)a.RowCount * b.RowCount)
        {
            throw new ArgumentException(
                $"The result holds {result.Length} values, but {a.RowCount} x {b.RowCount} products need {(long)a.RowCount * b.RowCount}.", nameof(result));
        }
        Multiply(new Job(a, b, default, result, null), parallelism);
    }

    /// <summary>Computes <c>(A - o)(B - o)'</c> tile by tile and hands each finished tile to a caller who does not need the whole.</summary>
    /// <param name="a">(M, K).</param>
    /// <param name="b">(N, K).</param>
    /// <param name="use">
    /// Uses a tile. Tiles of one row come one after another, from the lowest column to the highest, and cover it exactly; tiles of different
    /// rows may come at the same time. So state by row (a running minimum and where it is, a sum) needs no lock, and its result does not
    /// depend on the number of threads.
    /// </param>
    /// <param name="parallelism">Threads and cancellation.</param>
    /// <param name="offset">o (K), subtracted from all rows on the way, for example their mean; or empty.</param>
    public static void ForEachTile(
        FloatMatrix a, FloatMatrix b, ProductTileAction use, Parallelism parallelism = default, ReadOnlyMemory<float> offset = default)
    {
        if (!offset.IsEmpty && offset.Length != a.ColumnCount)
        {
            throw new ArgumentException($"The offset holds {offset.Length} values, but the rows have {a.ColumnCount}.", nameof(offset));
        }
        Multiply(new Job(a, b, offset, default, use), parallelism);
    }

    /// <summary>Multiplies with one kernel or the other; the result is the same.</summary>
    internal static void Multiply(Job job, Parallelism parallelism, bool? wide = null)
    {
        if (job.A.ColumnCount != job.B.ColumnCount)
        {
            throw new ArgumentException($"The rows of A have {job.A.ColumnCount} values and those of B {job.B.ColumnCount}; they must have the same length.");
        }
        if (wide ?? Vector512.IsHardwareAccelerated)
        {
            Multiply<TileKernel512>(job, parallelism);
        }
        else
        {
            Multiply<TileKernel256>(job, parallelism);
        }
    }

    private static void Multiply<TKernel>(Job job, Parallelism parallelism)
        where TKernel : struct, ITileKernel
    {
        (int m, int n, int depth) = (job.A.RowCount, job.B.RowCount, job.B.ColumnCount);
        int largest = Math.Min(RoundUp(n, TKernel.Columns), Math.Max(64, Math.Min(ColumnBlockSize, PackedLimit / depth / 64 * 64)));
        // Few rows are cut smaller, so that there is work for several threads.
        int rowBlockSize = Math.Min(RowBlockSize, RoundUp((m + 7) / 8, 24));
        float[] pooled = ArrayPool<float>.Shared.Rent((largest * depth) + LineSize);
        var packed = FromLineStart(pooled);
        for (int first = 0; first < n && m > 0; first += largest)
        {
            int firstColumn = first, columnCount = Math.Min(largest, n - first);
            PackColumns<TKernel>(job, firstColumn, columnCount, packed, parallelism);
            Blocks.ForEach(m, rowBlockSize, parallelism, (_, firstRow, rowCount) =>
                MultiplyRows<TKernel>(job, firstRow, rowCount, firstColumn, columnCount, packed));
        }
        ArrayPool<float>.Shared.Return(pooled);
    }

    private static void PackColumns<TKernel>(Job job, int firstColumn, int columnCount, Memory<float> packed, Parallelism parallelism)
        where TKernel : struct, ITileKernel
    {
        int padded = RoundUp(columnCount, TKernel.Columns), depth = job.B.ColumnCount;
        FloatMatrix rows = job.B.Rows(firstColumn, columnCount);
        Blocks.ForEach(padded, 64, parallelism, (_, first, count) =>
        {
            var target = packed.Span;
            for (int slice = 0; slice < depth; slice += SliceSize)
            {
                int length = Math.Min(SliceSize, depth - slice);
                for (int column = first; column < first + count; column += TKernel.Columns)
                {
                    PackedPanels.Pack(rows, column, TKernel.Columns, slice, length, job.Offset.Span, target[((slice * padded) + (column * length))..]);
                }
            }
        });
    }

    private static void MultiplyRows<TKernel>(Job job, int firstRow, int rowCount, int firstColumn, int columnCount, Memory<float> packed)
        where TKernel : struct, ITileKernel
    {
        int padded = RoundUp(columnCount, TKernel.Columns), depth = job.A.ColumnCount, n = job.B.RowCount;
        float[] panels = ArrayPool<float>.Shared.Rent((RoundUp(rowCount, TKernel.Rows) * Math.Min(SliceSize, depth)) + LineSize);
        float[]? own = job.Use is null ? null : ArrayPool<float>.Shared.Rent(rowCount * columnCount);
        int stride = own is null ? n : columnCount;
        var result = own is null ? job.Result.Span.Slice((firstRow * n) + firstColumn, ((rowCount - 1) * n) + columnCount) : own.AsSpan(0, rowCount * columnCount);
        FloatMatrix rows = job.A.Rows(firstRow, rowCount);
        var a = FromLineStart(panels).Span;
        for (int slice = 0; slice < depth; slice += SliceSize)
        {
            int length = Math.Min(SliceSize, depth - slice);
            for (int row = 0; row < rowCount; row += TKernel.Rows)
            {
                PackedPanels.Pack(rows, row, TKernel.Rows, slice, length, job.Offset.Span, a[(row * length)..]);
            }
            var b = packed.Span.Slice(slice * padded, padded * length);
            for (int column = 0; column < columnCount; column += TKernel.Columns)
            {
                for (int row = 0; row < rowCount; row += TKernel.Rows)
                {
                    var tile = result[((row * stride) + column)..];
                    (int height, int width) = (Math.Min(TKernel.Rows, rowCount - row), Math.Min(TKernel.Columns, columnCount - column));
                    MultiplyTile<TKernel>(a[(row * length)..], b[(column * length)..], length, tile, stride, height, width, add: slice > 0);
                }
            }
        }
        job.Use?.Invoke(new ProductTile(firstRow, rowCount, firstColumn, columnCount, result, stride));
        ArrayPool<float>.Shared.Return(panels);
        if (own is not null)
        {
            ArrayPool<float>.Shared.Return(own);
        }
    }

    private static void MultiplyTile<TKernel>(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, int depth, Span<float> tile, int stride, int height, int width, bool add)
        where TKernel : struct, ITileKernel
    {
        if (height == TKernel.Rows && width == TKernel.Columns)
        {
            TKernel.Multiply(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), depth, ref MemoryMarshal.GetReference(tile), stride, add);
        }
        else
        {
            MultiplyEdge<TKernel>(a, b, depth, tile, stride, height, width, add);
        }
    }

    private static void MultiplyEdge<TKernel>(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, int depth, Span<float> tile, int stride, int height, int width, bool add)
        where TKernel : struct, ITileKernel
    {
        // At the edge the same sums are computed beside zeros, and what exists of them is taken over.
        Span<float> whole = stackalloc float[TKernel.Rows * TKernel.Columns];
        TKernel.Multiply(ref MemoryMarshal.GetReference(a), ref MemoryMarshal.GetReference(b), depth, ref MemoryMarshal.GetReference(whole), TKernel.Columns, add: false);
        for (int r = 0; r < height; r++)
        {
            var source = whole.Slice(r * TKernel.Columns, width);
            var target = tile.Slice(r * stride, width);
            if (add)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(target, source, target);
            }
            else
            {
                source.CopyTo(target);
            }
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    // Vectors that straddle cache lines cost a second read. Should the collector move the array, only speed is lost.
    private static Memory<float> FromLineStart(float[] values)
    {
        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref MemoryMarshal.GetArrayDataReference(values));
        return values.AsMemory((int)((-address & ((LineSize * sizeof(float)) - 1)) / sizeof(float)));
    }

    /// <summary>What to multiply, and where to: a result, or a caller's use of each tile.</summary>
    internal readonly record struct Job(FloatMatrix A, FloatMatrix B, ReadOnlyMemory<float> Offset, Memory<float> Result, ProductTileAction? Use);
}
