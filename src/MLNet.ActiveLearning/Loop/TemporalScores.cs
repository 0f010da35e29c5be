using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>Gives strategies that compare two rounds the earlier model's scores.</summary>
internal static class TemporalScores
{
    /// <summary>The strategy of a round, and the rows that it reads.</summary>
    /// <param name="strategy">The loop's strategy.</param>
    /// <param name="candidates">The rows to choose from, without scores.</param>
    /// <param name="score">Writes the signals of the round's model.</param>
    /// <param name="previous">The model of the round before, or null in the first round.</param>
    /// <param name="createUntrained">Gives a model with newly initialised weights.</param>
    public static (SelectionStrategy Strategy, IDataView Rows) Prepare(
        SelectionStrategy strategy, IDataView candidates, Func<IDataView, IDataView> score, ITransformer? previous, Func<ITransformer> createUntrained)
    {
        SelectionStrategy ofRound = strategy is ITemporalStrategy temporal && previous is null ? temporal.FirstRound : strategy;
        // A strategy that reads no signal needs no scores either.
        IDataView rows = ofRound.Signals.Count > 0 ? score(candidates) : candidates;
        return ofRound is ITemporalStrategy compared
            ? (ofRound, AddScores(rows, (previous ?? createUntrained()).Transform(candidates), compared))
            : (ofRound, rows);
    }

    private static AddedColumnView AddScores(IDataView rows, IDataView ofPrevious, ITemporalStrategy strategy)
    {
        DataViewSchema.Column column = ofPrevious.Schema.GetColumnOrNull(strategy.ScoreColumnName) ?? throw new InvalidOperationException(
            $"The previous round's model writes no column '{strategy.ScoreColumnName}'. Columns: {string.Join(", ", ofPrevious.Schema.Select(c => c.Name).Distinct())}.");
        return new AddedColumnView(rows, ofPrevious, column, strategy.PreviousScoreColumnName);
    }
}
