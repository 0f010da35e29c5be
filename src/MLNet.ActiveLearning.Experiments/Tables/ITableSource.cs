namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>A file, or several one after the other, that gives some columns of a table.</summary>
internal interface ITableSource
{
    IReadOnlyList<BoundColumn> Columns { get; }

    /// <summary>The rows, if the file says before it is read.</summary>
    long? RowCount { get; }

    /// <summary>How an error calls the file.</summary>
    string Description { get; }

    ITableReader Open();
}
