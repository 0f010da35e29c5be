namespace MLNet.ActiveLearning.Tool.Output;

/// <summary>How chosen rows are written.</summary>
internal enum SelectionFormat
{
    /// <summary>rank,id,position,utility with a header.</summary>
    Csv,

    /// <summary>An object with the settings and the rows.</summary>
    Json,

    /// <summary>One id on each line.</summary>
    Ids,
}
