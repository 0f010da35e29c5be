namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>Which files a table is made of, and what to read from them.</summary>
public sealed record TableOptions
{
    /// <summary>Files with a header of column names; the rows of the second follow those of the first, and so on.</summary>
    /// <value>Default: none. All have the same header.</value>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The columns to read. Columns from other files stand next to those of <see cref="Files"/>, row by row.</summary>
    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>What separates the fields of a line.</summary>
    /// <value>Default: null, which means a tab in <c>.tsv</c> files and a comma in others.</value>
    public char? Separator { get; init; }

    /// <summary>Told now and then how far a cursor has come.</summary>
    /// <value>Default: none.</value>
    public IProgress<TableProgress>? Progress { get; init; }

    /// <summary>Stops a cursor.</summary>
    public CancellationToken CancellationToken { get; init; }
}
