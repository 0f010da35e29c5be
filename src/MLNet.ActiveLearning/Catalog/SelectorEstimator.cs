using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning;

/// <summary>Chooses rows of a scored view with a strategy; the transformer passes only the chosen rows on.</summary>
/// <remarks>The result of <see cref="Fit"/> depends on the rows, the strategy and the options only: same seed, same answer.</remarks>
public sealed class SelectorEstimator : IEstimator<SelectorTransformer>
{
    private readonly SelectionStrategy strategy;
    private readonly SelectorOptions options;

    internal SelectorEstimator(SelectionStrategy strategy, SelectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(options);
        if (options.QuerySize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.QuerySize, "QuerySize must be at least 1: it is the number of rows to choose.");
        }
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        this.strategy = strategy;
        this.options = options;
    }

    /// <summary>Chooses rows.</summary>
    /// <param name="input">The scored pool; it must hold the id column and the strategy's signals.</param>
    /// <exception cref="ArgumentException">A column is missing or ill-typed, or a value is not allowed; the message names column and row.</exception>
    public SelectorTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = new SelectionContext
        {
            QuerySize = options.QuerySize,
            Seed = options.Seed,
            Threads = options.Threads,
            CancellationToken = options.CancellationToken,
        };
        var references = new ReferenceRows(options.LabeledRows, options.TargetRows, options.AvoidedRows, options.ValidationRows, options.LabelColumnName);
        var selected = RowSelection.Select(input, options.IdColumnName, strategy, context, references);
        return new SelectorTransformer(selected, options.IdColumnName);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (string name in strategy.Signals.Select(s => s.Name).Append(options.IdColumnName))
        {
            if (!inputSchema.Any(c => c.Name == name))
            {
                throw new ArgumentException($"The selector needs column '{name}'; the input has {string.Join(", ", inputSchema.Select(c => $"'{c.Name}'"))}.");
            }
        }
        var added = new DataViewSchema.Builder();
        added.AddColumn(SelectorTransformer.UtilityColumnName, NumberDataViewType.Single);
        added.AddColumn(SelectorTransformer.RankColumnName, NumberDataViewType.Int32);
        SchemaShape own = SchemaShapes.Create(added.ToSchema());
        return new SchemaShape(inputSchema.Where(c => !own.Any(o => o.Name == c.Name)).Concat(own));
    }
}
