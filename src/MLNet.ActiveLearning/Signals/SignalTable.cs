using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Signals;

/// <summary>The signals of consecutive rows as contiguous matrices: what a strategy sees of its pool.</summary>
/// <remarks>Values have been checked: no NaN, no infinity, probabilities sum to 1. The table is only valid during the call it is passed to.</remarks>
public sealed class SignalTable
{
    private readonly Dictionary<string, SignalValues> columns;

    internal SignalTable(Dictionary<string, SignalValues> columns) => this.columns = columns;

    /// <summary>Number of rows N.</summary>
    public int RowCount { get; internal set; }

    /// <summary>Position in the pool of the table's first row.</summary>
    public long FirstPosition { get; internal set; }

    /// <summary>A column's values, row-major (N, width).</summary>
    /// <param name="name">One of the strategy's signals.</param>
    /// <exception cref="KeyNotFoundException">The strategy did not declare this signal.</exception>
    public ReadOnlySpan<float> GetValues(string name)
    {
        SignalValues column = Find(name);
        return column.Values.AsSpan(0, RowCount * column.Width);
    }

    /// <summary>A column as a matrix (N, width), without a copy.</summary>
    /// <param name="name">One of the strategy's signals.</param>
    /// <exception cref="KeyNotFoundException">The strategy did not declare this signal.</exception>
    public FloatMatrix GetMatrix(string name)
    {
        SignalValues column = Find(name);
        return new FloatMatrix(column.Values.AsMemory(0, RowCount * column.Width), RowCount, column.Width);
    }

    /// <summary>A column's width: the length of its vectors, 1 for a number.</summary>
    /// <param name="name">One of the strategy's signals.</param>
    /// <exception cref="KeyNotFoundException">The strategy did not declare this signal.</exception>
    public int GetWidth(string name) => Find(name).Width;

    /// <summary>Number of passes S in a column of <see cref="SignalKind.PassProbabilities"/>; 1 in any other. Its width is S x C.</summary>
    /// <param name="name">One of the strategy's signals.</param>
    /// <exception cref="KeyNotFoundException">The strategy did not declare this signal.</exception>
    public int GetPassCount(string name) => Find(name).Dimensions is [int passes, _] ? passes : 1;

    /// <summary>
    /// The dimensions of a row in a column: (S, C) for <see cref="SignalKind.PassProbabilities"/>, (channels, rows, columns) for
    /// <see cref="SignalKind.Image"/>, none for a number, else the width. Their product is the width; the last varies fastest.
    /// </summary>
    /// <param name="name">One of the strategy's signals.</param>
    /// <exception cref="KeyNotFoundException">The strategy did not declare this signal.</exception>
    public IReadOnlyList<int> GetDimensions(string name) => Find(name).Dimensions;

    /// <summary>
    /// For rows with known labels, if the strategy asked for them: each row's class, as a position among the classes of the model's
    /// probabilities. Empty for the pool.
    /// </summary>
    public ReadOnlySpan<int> Classes => ClassesOfRows.Span;

    internal ReadOnlyMemory<int> ClassesOfRows { get; set; }

    private SignalValues Find(string name) => columns.TryGetValue(name, out var column)
        ? column
        : throw new KeyNotFoundException($"'{name}' is not among the signals of the strategy: {string.Join(", ", columns.Keys)}. Declare it in Signals.");
}
