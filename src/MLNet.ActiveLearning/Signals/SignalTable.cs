namespace MLNet.ActiveLearning.Signals;

/// <summary>The signals of consecutive rows as contiguous matrices: what a strategy sees of its pool.</summary>
/// <remarks>Values have been checked: no NaN, no infinity, probabilities sum to 1. The table is only valid during the call it is passed to.</remarks>
public sealed class SignalTable
{
    private readonly Dictionary<string, (float[] Values, int Width)> columns;

    internal SignalTable(Dictionary<string, (float[] Values, int Width)> columns) => this.columns = columns;

    /// <summary>Number of rows N.</summary>
    public int RowCount { get; internal set; }

    /// <summary>Position in the pool of the table's first row.</summary>
    public long FirstPosition { get; internal set; }

    /// <summary>A column's values, row-major (N, width).</summary>
    /// <param name="name">One of the strategy's signals.</param>
    /// <exception cref="KeyNotFoundException">The strategy did not declare this signal.</exception>
    public ReadOnlySpan<float> GetValues(string name)
    {
        (float[] values, int width) = Find(name);
        return values.AsSpan(0, RowCount * width);
    }

    /// <summary>A column's width: the length of its vectors, 1 for a number.</summary>
    /// <param name="name">One of the strategy's signals.</param>
    /// <exception cref="KeyNotFoundException">The strategy did not declare this signal.</exception>
    public int GetWidth(string name) => Find(name).Width;

    private (float[] Values, int Width) Find(string name) => columns.TryGetValue(name, out var column)
        ? column
        : throw new KeyNotFoundException($"'{name}' is not among the signals of the strategy: {string.Join(", ", columns.Keys)}. Declare it in Signals.");
}
