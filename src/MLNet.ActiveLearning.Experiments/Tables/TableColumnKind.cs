namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>What a column of a table holds.</summary>
public enum TableColumnKind
{
    /// <summary>What identifies a row: text or whole numbers. Where no file has the column, it is the row's number from 0.</summary>
    Id,

    /// <summary>The name of a class: text, or numbers of a NumPy file.</summary>
    Label,

    /// <summary>One number a row: <c>Single</c>.</summary>
    Number,

    /// <summary>A vector of numbers a row: <c>Vector&lt;Single, width&gt;</c>.</summary>
    Vector,

    /// <summary>Several passes of a vector a row: <c>Vector&lt;Single, passes, width&gt;</c>.</summary>
    Passes,
}
