using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

/// <summary>Passes on the rows that a <see cref="SelectorEstimator"/> chose, best first, with their utility and rank.</summary>
/// <remarks>
/// Rows are recognised by their ids, so the transformer works on any view of the same rows, for example one without scores. Adds
/// <c>Utility</c> (Single, higher is better) and <c>Rank</c> (Int32, from 0).
/// </remarks>
public sealed class SelectorTransformer : ITransformer
{
    /// <summary>Name of the column that holds a row's utility.</summary>
    public const string UtilityColumnName = "Utility";

    /// <summary>Name of the column that holds a row's rank, from 0.</summary>
    public const string RankColumnName = "Rank";

    private readonly string idColumnName;

    internal SelectorTransformer(IReadOnlyList<QueriedRow> selected, string idColumnName)
    {
        Selected = selected;
        this.idColumnName = idColumnName;
    }

    /// <summary>The chosen rows, best first.</summary>
    public IReadOnlyList<QueriedRow> Selected { get; }

    /// <summary>False: the transformer leaves rows out, so it cannot work on one row at a time.</summary>
    public bool IsRowToRowMapper => false;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        RowIdReader.FindColumn(inputSchema, idColumnName);
        return SelectedRowsView.AddColumns(inputSchema);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: the transformer leaves rows out.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) =>
        throw new InvalidOperationException("A selector leaves rows out, so it cannot map one row to one row. Use Transform.");

    /// <summary>The chosen rows of a view, in rank order.</summary>
    /// <param name="input">A view with the id column.</param>
    /// <exception cref="InvalidOperationException">When rows are read: a chosen row is not in the view.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        RowIdReader.FindColumn(input.Schema, idColumnName);
        return new SelectedRowsView(input, idColumnName, Selected);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "A selector holds the choice of one query, not a model, and cannot be saved. Save the model that scored the rows, and keep SelectorTransformer.Selected.");
}
