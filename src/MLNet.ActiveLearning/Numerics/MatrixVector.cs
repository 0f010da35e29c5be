using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>The product of a matrix with one row: what <see cref="MatrixProduct"/> gives for it, bit for bit, without packing anything.</summary>
/// <remarks>
/// A single row shares no work among tiles, so packing would cost more than the product. Eight rows of the matrix go side by side: eight chains of
/// fused multiply-adds keep the processor busy, each in the order of a packed tile: sums over slices of 256 columns, added in order.
/// </remarks>
internal static class MatrixVector
{
    private const int SliceSize = 256;

    /// <summary>Computes the inner products of all rows of a matrix with a row, on this thread.</summary>
    /// <param name="rows">(M, K).</param>
    /// <param name="row">K values.</param>
    /// <param name="result">Receives M values.</param>
    public static void Multiply(FloatMatrix rows, ReadOnlySpan<float> row, Span<float> result)
    {
        int depth = rows.ColumnCount;
        var values = rows.Span;
        int first = 0;
        for (; first + 8 <= rows.RowCount; first += 8)
        {
            var eight = result.Slice(first, 8);
            for (int slice = 0; slice < depth; slice += SliceSize)
            {
                int length = Math.Min(SliceSize, depth - slice);
                Add(values.Slice((first * depth) + slice, (7 * depth) + length), depth, row.Slice(slice, length), eight, replace: slice == 0);
            }
        }
        for (; first < rows.RowCount; first++)
        {
            var one = values.Slice(first * depth, depth);
            float total = 0;
            for (int slice = 0; slice < depth; slice += SliceSize)
            {
                float sum = 0;
                for (int k = slice; k < Math.Min(depth, slice + SliceSize); k++)
                {
                    sum = MathF.FusedMultiplyAdd(one[k], row[k], sum);
                }
                total = slice == 0 ? sum : total + sum;
            }
            result[first] = total;
        }
    }

    private static void Add(ReadOnlySpan<float> values, int stride, ReadOnlySpan<float> row, Span<float> result, bool replace)
    {
        ref float r0 = ref MemoryMarshal.GetReference(values);
        ref float r1 = ref Unsafe.Add(ref r0, stride);
        ref float r2 = ref Unsafe.Add(ref r1, stride);
        ref float r3 = ref Unsafe.Add(ref r2, stride);
        ref float r4 = ref Unsafe.Add(ref r3, stride);
        ref float r5 = ref Unsafe.Add(ref r4, stride);
        ref float r6 = ref Unsafe.Add(ref r5, stride);
        ref float r7 = ref Unsafe.Add(ref r6, stride);
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        for (nint k = 0; k < row.Length; k++)
        {
            float x = row[(int)k];
            s0 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r0, k), x, s0);
            s1 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r1, k), x, s1);
            s2 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r2, k), x, s2);
            s3 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r3, k), x, s3);
            s4 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r4, k), x, s4);
            s5 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r5, k), x, s5);
            s6 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r6, k), x, s6);
            s7 = MathF.FusedMultiplyAdd(Unsafe.Add(ref r7, k), x, s7);
        }
        ReadOnlySpan<float> sums = [s0, s1, s2, s3, s4, s5, s6, s7];
        for (int i = 0; i < 8; i++)
        {
            result[i] = replace ? sums[i] : result[i] + sums[i];
        }
    }
}
