using System.Runtime.CompilerServices;
using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;

namespace MLNet.ActiveLearning.Loop;

/// <summary>An oracle that reads the labels from a column that the trainer does not see: for experiments.</summary>
/// <remarks>Each query reads the ids and labels of the data once; a row whose label is missing is declined.</remarks>
public sealed class SimulatedOracle : IOracle
{
    private readonly IDataView truth;
    private readonly string idColumnName;
    private readonly DataViewSchema.Column labelColumn;

    /// <summary>Creates the oracle.</summary>
    /// <param name="truth">A view with the ids of the pool's rows and their true labels.</param>
    /// <param name="labelColumnName">The column of true labels: text, a key with names, or a number.</param>
    /// <param name="idColumnName">The column of ids.</param>
    /// <exception cref="ArgumentException">A column is missing or ill-typed.</exception>
    public SimulatedOracle(IDataView truth, string labelColumnName = "Label", string idColumnName = "Id")
    {
        ArgumentNullException.ThrowIfNull(truth);
        this.truth = truth;
        this.idColumnName = idColumnName;
        RowIdReader.FindColumn(truth.Schema, idColumnName);
        labelColumn = ColumnLookup.Find(truth.Schema, labelColumnName, "label", "Name the column of true labels with labelColumnName.");
        LabelReader.Check(labelColumn);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<OracleAnswer> AnswerAsync(OracleQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await Task.CompletedTask.ConfigureAwait(false);
        Dictionary<string, string?> labels = ReadLabels([.. query.Rows.Select(r => r.Id)], cancellationToken);
        foreach (string id in query.Rows.Select(r => r.Id))
        {
            if (!labels.TryGetValue(id, out string? label))
            {
                throw new InvalidOperationException($"The simulated oracle knows no row with id '{id}'. Give it a view with all rows of the pool.");
            }
            yield return label is null ? OracleAnswer.Declined(id, "the true label is missing") : OracleAnswer.Labeled(id, label);
        }
    }

    private Dictionary<string, string?> ReadLabels(HashSet<string> wanted, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string?>(wanted.Count, StringComparer.Ordinal);
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        DataViewSchema.Column idColumn = RowIdReader.FindColumn(truth.Schema, idColumnName);
        using DataViewRowCursor cursor = truth.GetRowCursor([idColumn, labelColumn]);
        var ids = RowIdReader.Create(cursor, idColumn);
        Func<string?> readLabel = LabelReader.Create(cursor, labelColumn);
        while (labels.Count < wanted.Count && cursor.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lookup.TryGetValue(ids.Read().Span, out string? id))
            {
                labels[id] = readLabel();
            }
        }
        return labels;
    }
}
