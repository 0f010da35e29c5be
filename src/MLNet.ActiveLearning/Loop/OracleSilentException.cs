namespace MLNet.ActiveLearning.Loop;

/// <summary>An oracle answered none of the rows of a query, so the loop cannot go on.</summary>
/// <remarks>Nothing is lost: with a checkpoint folder, running the loop again asks the same query.</remarks>
public sealed class OracleSilentException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="round">The round of the query.</param>
    /// <param name="rowCount">Rows that were asked for.</param>
    public OracleSilentException(int round, int rowCount)
        : base($"The oracle answered none of the {rowCount} rows asked for in round {round}. Run the loop again when answers can be had, or decline rows that nobody can label.")
    {
        Round = round;
        RowCount = rowCount;
    }

    /// <summary>The round of the query.</summary>
    public int Round { get; }

    /// <summary>Rows that were asked for.</summary>
    public int RowCount { get; }
}
