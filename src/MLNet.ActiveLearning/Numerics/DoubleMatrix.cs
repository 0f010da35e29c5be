namespace MLNet.ActiveLearning.Numerics;

/// <summary>A row-major matrix of Double over memory that somebody else owns: for what needs twice the digits.</summary>
/// <remarks>A view, not a copy; as cheap to pass as a span, and unlike a span it may be used from several threads. Never written to.</remarks>
public readonly struct DoubleMatrix
{
    /// <summary>Wraps the values of a matrix.</summary>
    /// <param name="values">All values, row after row.</param>
    /// <param name="rowCount">Number of rows; 0 is allowed.</param>
    /// <param name="columnCount">Number of columns, at least 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public DoubleMatrix(ReadOnlyMemory<double> values, int rowCount, int columnCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnCount, 1);
        if (values.Length != (long)rowCount * columnCount)
        {
            throw new ArgumentException($"The matrix holds {values.Length} values, but {rowCount} rows of {columnCount} columns need {(long)rowCount * columnCount}.", nameof(values));
        }
        Values = values;
        RowCount = rowCount;
        ColumnCount = columnCount;
    }

    /// <summary>All values, row after row.</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>Number of rows N.</summary>
    public int RowCount { get; }

    /// <summary>Number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>All values, row after row.</summary>
    public ReadOnlySpan<double> Span => Values.Span;

    /// <summary>One row.</summary>
    /// <param name="row">From 0.</param>
    public ReadOnlySpan<double> this[int row] => Values.Span.Slice(row * ColumnCount, ColumnCount);

    /// <summary>Consecutive rows.</summary>
    /// <param name="first">The first of them, from 0.</param>
    /// <param name="count">How many.</param>
    public DoubleMatrix Rows(int first, int count) => new(Values.Slice(first * ColumnCount, count * ColumnCount), count, ColumnCount);
}
