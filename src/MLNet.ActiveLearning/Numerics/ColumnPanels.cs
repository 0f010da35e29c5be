using System.Numerics;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>The columns of a row-major matrix as panels: products of columns with columns.</summary>
internal readonly struct ColumnPanels<T>(ReadOnlyMemory<T> values, int columnCount) : IPanels
    where T : unmanaged, INumberBase<T>
{
    public void Pack(int first, int present, int width, int firstStep, int depth, Span<double> panel)
    {
        if (present < width)
        {
            panel.Clear();
        }
        ReadOnlySpan<T> all = values.Span;
        for (int k = 0; k < depth && present > 0; k++)
        {
            ReadOnlySpan<T> row = all.Slice(((firstStep + k) * columnCount) + first, present);
            Span<double> target = panel.Slice(k * width, present);
            for (int c = 0; c < row.Length; c++)
            {
                target[c] = double.CreateTruncating(row[c]);
            }
        }
    }
}
