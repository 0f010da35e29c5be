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
        IDataView view, string idColumnName, SelectionStrategy strategy, SelectionContext context, ReferenceRows? references = null, int chunkSize = ChunkSize)
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
            SetStrategy set => SelectSet(cursor, ids, set, context, references ?? new ReferenceRows(), idColumnName),
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
        DataViewRowCursor cursor, RowIdReader ids, SetStrategy strategy, SelectionContext context, ReferenceRows references, string idColumnName)
    {
        (SignalTable pool, List<string> poolIds) = ReadAll(cursor, ids, strategy);
        if (strategy.NeedsTargetRows && references.Targets is null)
        {
            throw new ArgumentException(
                $"Strategy '{strategy.Name}' looks for rows like given examples, and there are none. Set TargetRows to rows that show what to find.");
        }
        context = context with
        {
            Labeled = ReadReference(strategy.NeedsLabeledRows, references.Labeled),
            Targets = ReadReference(strategy.NeedsTargetRows, references.Targets),
            Avoided = ReadReference(strategy.UsesAvoidedRows, references.Avoided),
            Validation = ReadReference(strategy.UsesValidationRows, references.Validation),
        };
        if (context.Targets?.RowCount == 0)
        {
            throw new ArgumentException($"Strategy '{strategy.Name}' looks for rows like given examples, and TargetRows is empty. Give at least one row that shows what to find.");
        }
        if (pool.RowCount == 0)
        {
            return [];
        }
        var selected = strategy.Select(pool, context);
        CheckSelection(strategy, selected, pool.RowCount, context.QuerySize);
        return [.. selected.Select(s => new QueriedRow(poolIds[s.PoolPosition], s.PoolPosition, s.Utility))];

        SignalTable? ReadReference(bool isUsed, IDataView? rows) =>
            isUsed && rows is not null ? ReadReferenceRows(rows, strategy, idColumnName, references.LabelColumnName, pool) : null;
    }

    private static SignalTable ReadReferenceRows(IDataView rows, SetStrategy strategy, string idColumnName, string labelColumnName, SignalTable pool)
    {
        DataViewSchema.Column idColumn = RowIdReader.FindColumn(rows.Schema, idColumnName);
        DataViewSchema.Column? label = strategy.ClassSignal is null ? null : ClassReader.FindColumn(rows.Schema, labelColumnName);
        var needed = SignalReader.FindColumns(rows.Schema, strategy).Append(idColumn);
        using DataViewRowCursor cursor = rows.GetRowCursor((label is { } column ? needed.Append(column) : needed).DistinctBy(c => c.Index));
        var ids = RowIdReader.Create(cursor, idColumn);
        var classes = new List<int>();
        Func<int>? readClass = label is null ? null : ClassReader.Create(cursor, label.Value, strategy.ClassSignal!.Name, ids);
        SignalTable table = ReadAll(cursor, ids, strategy, () =>
        {
            if (readClass is not null)
            {
                classes.Add(readClass());
            }
        }).Table;
        foreach (SignalColumn signal in strategy.Signals.Where(s => table.GetWidth(s.Name) != pool.GetWidth(s.Name)))
        {
            throw new ArgumentException(
                $"Column '{signal.Name}' has {pool.GetWidth(signal.Name)} values in the pool and {table.GetWidth(signal.Name)} in the rows that it is compared with. Score both with the same model.");
        }
        table.ClassesOfRows = classes.ToArray();
        return table;
    }

    private static (SignalTable Table, List<string> Ids) ReadAll(DataViewRowCursor cursor, RowIdReader ids, SelectionStrategy strategy, Action? readMore = null)
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
            readMore?.Invoke();
        }
        return (reader.Table, poolIds);
    }

    private static void CheckSelection(SetStrategy strategy, IReadOnlyList<SelectedRow> selected, int rowCount, int querySize)
    {
        int expected = Math.Min(querySize, rowCount);
        bool valid = selected.Count == expected
            && selected.All(s => s.PoolPosition >= 0 && s.PoolPosition < rowCount && float.IsFinite(s.Utility))
            && selected.DistinctBy(s => s.PoolPosition).Count() == selected.Count;
        if (!valid)
        {
            throw new InvalidOperationException(
                $"Strategy '{strategy.Name}' returned {selected.Count} rows; it must return {expected} different positions in 0..{rowCount - 1} with finite utilities.");
        }
    }
}
