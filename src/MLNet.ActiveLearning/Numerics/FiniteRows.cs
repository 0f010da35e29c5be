using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MLNet.ActiveLearning.Numerics;

/// <summary>Refuses NaN and infinity where rows come in: comparisons with NaN are false, so that no method notices it by itself.</summary>
/// <remarks>One read of the rows, O(N d); nothing beside what a method does with them.</remarks>
internal static class FiniteRows
{
    // Long enough for the vectors, short enough to find the value fast once something is wrong.
    private const int Stretch = 1 << 14;

    /// <summary>Checks all rows of a matrix.</summary>
    /// <param name="rows">The rows; there may be none.</param>
    /// <param name="what">What they are, in the plural.</param>
    /// <param name="name">The parameter that holds them.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite; the first such row is named.</exception>
    public static void Check(FloatMatrix rows, string what, [CallerArgumentExpression(nameof(rows))] string name = "") =>
        Check(rows.Span, rows.ColumnCount, what, name);

    /// <summary>Checks all rows.</summary>
    /// <param name="values">Row after row.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="what">What they are, in the plural.</param>
    /// <param name="name">The parameter that holds them.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite; the first such row is named.</exception>
    public static void Check(ReadOnlySpan<float> values, int width, string what, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int start = 0; start < values.Length; start += Stretch)
        {
            ReadOnlySpan<float> stretch = values.Slice(start, Math.Min(Stretch, values.Length - start));
            if (TensorPrimitives.IsFiniteAll(stretch))
            {
                continue;
            }
            int bad = 0;
            while (float.IsFinite(stretch[bad]))
            {
                bad++;
            }
            throw new ArgumentException(
                $"Row {(start + bad) / width} of the {what} holds {stretch[bad]}; all values must be finite. Look for a diverged model or a damaged input in that row.", name);
        }
    }
}
