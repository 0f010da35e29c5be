using System.Numerics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>The rows of a row-major matrix as panels: products of rows with rows.</summary>
internal readonly struct RowPanels<T>(ReadOnlyMemory<T> values, int columnCount) : IPanels
    where T : unmanaged, INumberBase<T>
{
    public void Pack(int first, int present, int width, int firstStep, int depth, Span<double> panel)
    {
        if (present < width)
        {
            panel.Clear();
        }
        ReadOnlySpan<T> all = values.Span;
        for (int r = 0; r < present; r++)
        {
            ReadOnlySpan<T> row = all.Slice(((first + r) * columnCount) + firstStep, depth);
            for (int k = 0; k < row.Length; k++)
            {
                panel[(k * width) + r] = double.CreateTruncating(row[k]);
            }
        }
    }
}
