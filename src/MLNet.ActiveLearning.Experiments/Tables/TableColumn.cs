namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>A column to read from files.</summary>
/// <param name="Name">Its name in the view.</param>
/// <param name="Kind">What it holds.</param>
public sealed record TableColumn(string Name, TableColumnKind Kind)
{
    /// <summary>The file that holds this column: <c>.npy</c>, <c>.csv</c>, <c>.tsv</c>, or for ids and labels <c>.txt</c> with one on each line.</summary>
    /// <value>Default: null, the table itself.</value>
    public string? File { get; init; }

    /// <summary>The column's name in the file's header, or a pattern with one <c>*</c> that names the columns of a vector.</summary>
    /// <value>Default: null, <see cref="Name"/>.</value>
    public string? Source { get; init; }

    /// <summary>Whether a table without this column is refused; one without a column that is not required just lacks it.</summary>
    /// <value>Default: false; a column with a <see cref="File"/> or <see cref="Source"/> is always required.</value>
    public bool IsRequired { get; init; }

    /// <summary>Which axis of a three-dimensional NumPy array counts the passes: 0 for (passes, rows, width), 1 for (rows, passes, width).</summary>
    /// <value>Default: null, which means 0, and refuses an array with more passes than rows.</value>
    public int? PassesAxis { get; init; }

    internal bool MustExist => IsRequired || File is not null || Source is not null;
}
