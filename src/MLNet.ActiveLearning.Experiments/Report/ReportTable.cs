namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>A table, which readers can copy or save as CSV.</summary>
/// <param name="Caption">What it holds.</param>
/// <param name="Columns">The heads.</param>
/// <param name="Rows">Cells as text, as many as there are columns.</param>
public sealed record ReportTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Whether cells are sentences and names, not numbers.</summary>
    /// <value>Default: false.</value>
    public bool IsText { get; init; }

    /// <summary>Whether it is so long that it is folded away at first.</summary>
    /// <value>Default: false.</value>
    public bool IsFolded { get; init; }
}
