using System.Runtime.CompilerServices;

namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Checks that a row-major matrix and the vector of its rows' utilities fit together.</summary>
internal static class Shape
{
    public static void Check(int length, int columns, int rows, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        if (columns < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(columns), columns, "A matrix needs at least one column.");
        }
        if (length != (long)rows * columns)
        {
            throw new ArgumentException($"The matrix holds {length} values, but {rows} rows of {columns} columns need {(long)rows * columns}.", name);
        }
    }
}
