using Microsoft.ML;

namespace MLNet.ActiveLearning;

/// <summary>Options of a selector.</summary>
public sealed record SelectorOptions
{
    /// <summary>How many rows to choose.</summary>
    /// <value>Default: 100; at least 1. With fewer rows in the pool, all are chosen.</value>
    public int QuerySize { get; init; } = 100;

    /// <summary>The column that identifies a row.</summary>
    /// <value>Default: <c>"Id"</c>; text, a whole number, a key or a row id.</value>
    public string IdColumnName { get; init; } = "Id";

    /// <summary>The seed of all chance in the selection.</summary>
    /// <value>Default: 0.</value>
    public ulong Seed { get; init; }

    /// <summary>The scored labelled rows, for strategies that need them.</summary>
    /// <value>Default: none.</value>
    public IDataView? LabeledRows { get; init; }

    /// <summary>Scored rows that show what to find, for targeted strategies.</summary>
    /// <value>Default: none.</value>
    public IDataView? TargetRows { get; init; }

    /// <summary>Scored rows that show what not to choose, for targeted strategies.</summary>
    /// <value>Default: none.</value>
    public IDataView? AvoidedRows { get; init; }

    /// <summary>Scored, labelled rows that stand for the data to do well on, for strategies that use them (GLISTER, GRAD-MATCH).</summary>
    /// <value>Default: none.</value>
    public IDataView? ValidationRows { get; init; }

    /// <summary>The column of labels in the labelled, target, avoided and validation rows, for strategies that need these labels.</summary>
    /// <value>Default: <c>"Label"</c>.</value>
    public string LabelColumnName { get; init; } = "Label";

    /// <summary>Threads that the selection may use; its result does not depend on them.</summary>
    /// <value>Default: 0, one a core.</value>
    public int Threads { get; init; }

    /// <summary>Stops the selection.</summary>
    public CancellationToken CancellationToken { get; init; }
}
