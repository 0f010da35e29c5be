using System.Runtime.CompilerServices;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>An oracle that calls a function for each row, in the order of the query.</summary>
/// <param name="answer">Returns the answer for a row, or null to leave it unlabelled.</param>
public sealed class CallbackOracle(Func<QueriedRow, CancellationToken, ValueTask<OracleAnswer?>> answer) : IOracle
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<OracleAnswer> AnswerAsync(OracleQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (QueriedRow row in query.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await answer(row, cancellationToken).ConfigureAwait(false) is { } given)
            {
                yield return given;
            }
        }
    }
}
