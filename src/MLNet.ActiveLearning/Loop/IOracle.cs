using Microsoft.ML;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>Who gives the labels: a person, a service, or a hidden column in an experiment.</summary>
public interface IOracle
{
    /// <summary>Answers a query, row by row, in any order and at any time.</summary>
    /// <param name="query">The rows to label, most wanted first.</param>
    /// <param name="cancellationToken">Stops the waiting; answers given so far are kept.</param>
    /// <returns>At most one answer for each row. Rows without an answer when the sequence ends stay unlabelled and may be asked for again.</returns>
    IAsyncEnumerable<OracleAnswer> AnswerAsync(OracleQuery query, CancellationToken cancellationToken);
}

/// <summary>A query to an oracle.</summary>
/// <param name="Round">The loop's round, from 0 for the initial set.</param>
/// <param name="Rows">The rows that need an answer, most wanted first.</param>
/// <param name="Data">All rows of the pool, to look the asked ones up by their ids.</param>
/// <param name="IdColumnName">The column of ids in <paramref name="Data"/>.</param>
public sealed record OracleQuery(int Round, IReadOnlyList<QueriedRow> Rows, IDataView Data, string IdColumnName);

/// <summary>What an oracle says of one row.</summary>
public sealed record OracleAnswer
{
    private OracleAnswer(string id, string? label, string? declineReason)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
        Label = label;
        DeclineReason = declineReason;
    }

    /// <summary>The row's id.</summary>
    public string Id { get; }

    /// <summary>The label, or null if the row was declined.</summary>
    public string? Label { get; }

    /// <summary>Why no label can be given, or null if one was.</summary>
    public string? DeclineReason { get; }

    /// <summary>The row's label is known.</summary>
    public static OracleAnswer Labeled(string id, string label)
    {
        ArgumentException.ThrowIfNullOrEmpty(label);
        return new OracleAnswer(id, label, null);
    }

    /// <summary>Nobody can label the row: it leaves the pool.</summary>
    public static OracleAnswer Declined(string id, string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new OracleAnswer(id, null, reason);
    }
}
