using System.Globalization;
using System.Runtime.CompilerServices;
using MLNet.ActiveLearning.Loop;

namespace Outsider;

/// <summary>An oracle of somebody else's: it takes its time, and does not know plants whose number ends in 9.</summary>
public sealed class KindOracle : IOracle
{
    public async IAsyncEnumerable<OracleAnswer> AnswerAsync(OracleQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        foreach (string id in query.Rows.Select(r => r.Id).Reverse())
        {
            await Task.Delay(1, cancellationToken).ConfigureAwait(false);
            yield return id.EndsWith('9')
                ? OracleAnswer.Declined(id, "never seen before")
                : OracleAnswer.Labeled(id, Plant.Grow(1, int.Parse(id, CultureInfo.InvariantCulture))[0].Kind);
        }
    }
}
