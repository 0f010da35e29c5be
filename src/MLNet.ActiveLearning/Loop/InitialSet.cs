using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Pools;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Loop;

/// <summary>The rows whose labels a loop asks for before its first model: given ones, or chosen by a strategy that needs no model.</summary>
internal static class InitialSet
{
    public static IReadOnlyList<QueriedRow> Choose(LoopOptions options, ActiveLearningPool pool, CancellationToken cancellationToken) =>
        options.InitialRows is { } ids ? Find(ids, pool) : RowSelection.Select(
        pool.Data,
        pool.Options.IdColumnName,
        options.InitialStrategy ?? new RandomStrategy(),
        new SelectionContext
        {
            QuerySize = Math.Min(options.InitialSize ?? options.QuerySize, options.Budget),
            Seed = SeededRandom.DeriveSeed(options.Seed, "initial-set"),
            CancellationToken = cancellationToken,
        });

    private static QueriedRow[] Find(IReadOnlyList<string> ids, ActiveLearningPool pool)
    {
        Dictionary<string, int> places = ids.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var rows = new QueriedRow[ids.Count];
        DataViewSchema.Column column = RowIdReader.FindColumn(pool.Data.Schema, pool.Options.IdColumnName);
        using DataViewRowCursor cursor = pool.Data.GetRowCursor([column]);
        var reader = RowIdReader.Create(cursor, column);
        while (cursor.MoveNext())
        {
            if (places.TryGetValue(reader.Read().ToString(), out int place))
            {
                rows[place] = new QueriedRow(ids[place], cursor.Position, 0);
            }
        }
        return rows;
    }
}
