using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Symmetric products of matrices in double precision: Gram matrices, and updates of low rank. Half the work of a general product.</summary>
/// <remarks>
/// Blocked like <see cref="MatrixProduct"/>. An element is the sum over slices of 256 steps, in order, of sums of fused multiply-adds, in order; it does not
/// depend on the number of threads.
/// </remarks>
internal static class SymmetricProduct
{
    private const int SliceSize = 256;
    private const int RowBlockSize = 64;
    private const int LargestTile = 8 * 16;

    /// <summary>The lower triangle of <c>C = C + A B'</c>, which the caller knows to be symmetric; above the diagonal C is left in disorder.</summary>
    /// <typeparam name="TPanels">How A and B are read.</typeparam>
    /// <param name="left">A, (n, K).</param>
    /// <param name="right">B, (n, K).</param>
    /// <param name="depth">K.</param>
    /// <param name="result">C, of which the first n rows and columns are used.</param>
    /// <param name="size">n.</param>
    /// <param name="stride">Distance between the rows of C.</param>
    /// <param name="parallelism">Threads and cancellation.</param>
    public static void AddLower<TPanels>(TPanels left, TPanels right, int depth, double[] result, int size, int stride, Parallelism parallelism)
        where TPanels : IPanels
    {
        if (Vector512.IsHardwareAccelerated)
        {
            AddLower<TPanels, DoubleKernel512>(left, right, depth, result, size, stride, parallelism);
        }
        else
        {
            AddLower<TPanels, DoubleKernel256>(left, right, depth, result, size, stride, parallelism);
        }
    }

    /// <summary>The same with a given kernel; the result does not depend on it.</summary>
    internal static void AddLower<TPanels, TKernel>(TPanels left, TPanels right, int depth, double[] result, int size, int stride, Parallelism parallelism)
        where TPanels : IPanels
        where TKernel : struct, IDoubleKernel
    {
        int padded = RoundUp(size, TKernel.Columns), deepest = Math.Min(SliceSize, depth);
        double[] packed = ArrayPool<double>.Shared.Rent(padded * deepest);
        for (int slice = 0; slice < depth; slice += SliceSize)
        {
            (int first, int length) = (slice, Math.Min(SliceSize, depth - slice));
            Blocks.ForEach(padded, RowBlockSize, parallelism, (_, start, count) =>
            {
                for (int column = start; column < start + count; column += TKernel.Columns)
                {
                    right.Pack(column, Math.Min(TKernel.Columns, size - column), TKernel.Columns, first, length, packed.AsSpan(column * length, TKernel.Columns * length));
                }
            });
            int blocks = Blocks.Count(size, RowBlockSize);
            // The longest rows come first, so that threads end together.
            Blocks.ForEach(blocks, 1, parallelism, (_, index, _) =>
            {
                int start = (blocks - 1 - index) * RowBlockSize;
                AddRows<TPanels, TKernel>(left, packed, first, length, result, start, Math.Min(RowBlockSize, size - start), size, stride);
            });
        }
        ArrayPool<double>.Shared.Return(packed);
    }

    private static void AddRows<TPanels, TKernel>(
        TPanels left, double[] packed, int slice, int depth, double[] result, int start, int count, int size, int stride)
        where TPanels : IPanels
        where TKernel : struct, IDoubleKernel
    {
        double[] panels = ArrayPool<double>.Shared.Rent(RowBlockSize * depth);
        for (int row = 0; row < count; row += TKernel.Rows)
        {
            left.Pack(start + row, Math.Min(TKernel.Rows, count - row), TKernel.Rows, slice, depth, panels.AsSpan(row * depth, TKernel.Rows * depth));
        }
        Span<double> whole = stackalloc double[LargestTile];
        for (int column = 0; column < start + count; column += TKernel.Columns)
        {
            ref double b = ref packed[column * depth];
            int width = Math.Min(TKernel.Columns, size - column);
            for (int row = Math.Max(0, column - start) / TKernel.Rows * TKernel.Rows; row < count; row += TKernel.Rows)
            {
                int height = Math.Min(TKernel.Rows, count - row), place = ((start + row) * stride) + column;
                if (height == TKernel.Rows && width == TKernel.Columns)
                {
                    TKernel.Add(ref panels[row * depth], ref b, depth, ref result[place], stride);
                    continue;
                }
                // At the edge the same sums are computed beside zeros, and what exists of them is taken over.
                whole.Clear();
                TKernel.Add(ref panels[row * depth], ref b, depth, ref MemoryMarshal.GetReference(whole), TKernel.Columns);
                for (int r = 0; r < height; r++)
                {
                    for (int c = 0; c < width; c++)
                    {
                        result[place + (r * stride) + c] += whole[(r * TKernel.Columns) + c];
                    }
                }
            }
        }
        ArrayPool<double>.Shared.Return(panels);
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
