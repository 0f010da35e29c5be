using Microsoft.ML;
using MLNet.ActiveLearning.DataViews;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>A row that was chosen from a view.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Position">The row's position in the view, from 0.</param>
/// <param name="Utility">Its utility; higher is better.</param>
public sealed record QueriedRow(string Id, long Position, float Utility);

/// <summary>Applies a strategy to a view.</summary>
internal static class RowSelection
{
    // Large enough that a strategy's call costs nothing beside its work, small enough to stay in the cache.
    internal const int ChunkSize = 2048;

    /// <summary>The chosen rows, best first: min(query size, rows) of them.</summary>
    public static IReadOnlyList<QueriedRow> Select(
        IDataView view, string idColumnName, SelectionStrategy strategy, SelectionContext context, IDataView? labeled = null, int chunkSize = ChunkSize)
    {
        DataViewSchema.Column idColumn = RowIdReader.FindColumn(view.Schema, idColumnName);
        var needed = SignalReader.FindColumns(view.Schema, strategy).Append(idColumn).DistinctBy(c => c.Index);
        if (context.QuerySize <= 0)
        {
            return [];
        }
        using DataViewRowCursor cursor = view.GetRowCursor(needed);
        var ids = RowIdReader.Create(cursor, idColumn);
        return strategy switch
        {
            RowwiseStrategy rowwise => Stream(cursor, ids, rowwise, context, chunkSize),
            SetStrategy set => SelectSet(cursor, ids, set, context, labeled, idColumnName),
            _ => throw new InvalidOperationException($"Bug in MLNet.ActiveLearning: strategy {strategy.GetType()} is neither row-wise nor a set strategy."),
        };
    }

    private static List<QueriedRow> Stream(
        DataViewRowCursor cursor, RowIdReader ids, RowwiseStrategy strategy, SelectionContext context, int chunkSize)
    {
        var reader = SignalReader.Create(cursor, strategy, ids, chunkSize);
        var chunkIds = new IdBuffer(chunkSize);
        var best = new TopK<string>(context.QuerySize);
        float[] utilities = new float[chunkSize];

        while (cursor.MoveNext())
        {
            chunkIds.Add(ids.Read().Span);
            reader.ReadRow();
            if (reader.IsFull)
            {
                Rate();
            }
        }
        Rate();
        return [.. best.ToRankedArray().Select(r => new QueriedRow(r.Item, r.Position, r.Utility))];

        void Rate()
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            int rows = reader.Table.RowCount;
            long first = reader.Table.FirstPosition;
            strategy.ComputeUtilities(reader.Table, context, utilities.AsSpan(0, rows));
            for (int i = 0; i < rows; i++)
            {
                if (float.IsNaN(utilities[i]))
                {
                    throw new InvalidOperationException(
                        $"Strategy '{strategy.Name}' gave NaN for the row with id '{chunkIds[i]}' (position {first + i}). A utility must be a number.");
                }
                if (best.Accepts(utilities[i], first + i))
                {
                    best.Add(utilities[i], first + i, chunkIds[i].ToString());
                }
            }
            reader.Restart(first + rows);
            chunkIds.Clear();
        }
    }

    private static List<QueriedRow> SelectSet(
        DataViewRowCursor cursor, RowIdReader ids, SetStrategy strategy, SelectionContext context, IDataView? labeled, string idColumnName)
    {
        (SignalTable pool, List<string> poolIds) = ReadAll(cursor, ids, strategy);
        if (strategy.NeedsLabeledRows && labeled is not null)
        {
            DataViewSchema.Column labeledId = RowIdReader.FindColumn(labeled.Schema, idColumnName);
            var needed = SignalReader.FindColumns(labeled.Schema, strategy).Append(labeledId).DistinctBy(c => c.Index);
            using DataViewRowCursor labeledCursor = labeled.GetRowCursor(needed);
            context = context with { Labeled = ReadAll(labeledCursor, RowIdReader.Create(labeledCursor, labeledId), strategy).Table };
        }
        if (pool.RowCount == 0)
        {
            return [];
        }
        var selected = strategy.Select(pool, context);
        CheckSelection(strategy, selected, pool.RowCount, context.QuerySize);
        return [.. selected.Select(s => new QueriedRow(poolIds[s.PoolPosition], s.PoolPosition, s.Utility))];
    }

    private static (SignalTable Table, List<string> Ids) ReadAll(DataViewRowCursor cursor, RowIdReader ids, SelectionStrategy strategy)
    {
        var poolIds = new List<string>();
        var reader = SignalReader.Create(cursor, strategy, ids, ChunkSize);
        while (cursor.MoveNext())
        {
            if (reader.IsFull)
            {
                reader.Grow();
            }
            poolIds.Add(ids.Read().ToString());
            reader.ReadRow();
        }
        return (reader.Table, poolIds);
    }

    private static void CheckSelection(SetStrategy strategy, IReadOnlyList<SelectedRow> selected, int rowCount, int querySize)
    {
        int expected = Math.Min(querySize, rowCount);
        bool valid = selected.Count == expected
            && selected.All(s => s.PoolPosition >= 0 && s.PoolPosition < rowCount && !float.IsNaN(s.Utility))
            && selected.DistinctBy(s => s.PoolPosition).Count() == selected.Count;
        if (!valid)
        {
            throw new InvalidOperationException(
                $"Strategy '{strategy.Name}' returned {selected.Count} rows; it must return {expected} different positions in 0..{rowCount - 1} with utilities that are numbers.");
        }
    }
}
