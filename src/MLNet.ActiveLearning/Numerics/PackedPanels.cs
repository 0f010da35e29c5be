using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Rearranges rows of a matrix so that a <see cref="ITileKernel"/> reads memory in order.</summary>
internal static class PackedPanels
{
    /// <summary>Packs one panel: for each column of the slice the values of <paramref name="width"/> rows; missing rows are zeros.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="firstRow">First row of the panel.</param>
    /// <param name="width">Rows of the panel, of which those beyond the matrix are zeros.</param>
    /// <param name="firstColumn">First column of the slice.</param>
    /// <param name="depth">Columns of the slice.</param>
    /// <param name="offset">Subtracted from each row, or empty.</param>
    /// <param name="panel">Receives depth x width values.</param>
    public static void Pack(FloatMatrix source, int firstRow, int width, int firstColumn, int depth, ReadOnlySpan<float> offset, Span<float> panel)
    {
        int present = Math.Min(width, source.RowCount - firstRow);
        ref float target = ref MemoryMarshal.GetReference(panel[..(depth * width)]);
        if (present < width)
        {
            panel[..(depth * width)].Clear();
        }
        for (int r = 0; r < present; r++)
        {
            var row = source[firstRow + r].Slice(firstColumn, depth);
            ref float column = ref Unsafe.Add(ref target, r);
            if (offset.IsEmpty)
            {
                for (int k = 0; k < row.Length; k++)
                {
                    column = row[k];
                    column = ref Unsafe.Add(ref column, width);
                }
            }
            else
            {
                var shift = offset.Slice(firstColumn, depth);
                for (int k = 0; k < row.Length; k++)
                {
                    column = row[k] - shift[k];
                    column = ref Unsafe.Add(ref column, width);
                }
            }
        }
    }
}
