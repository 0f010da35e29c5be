using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Cuts the pool into parts and lets another strategy choose a share of the rows in each.</summary>
/// <remarks>
/// For strategies whose time or memory grows faster than the pool. See <see cref="Partition"/> for the parts and their shares; parts
/// without a share are skipped, and the result is that of the first part, then of the second, and so on. The inner strategy sees a copy of one part at a
/// time and the same labelled, target, avoided and validation rows in each; its seed differs from part to part.
/// </remarks>
public sealed class PartitionStrategy : SetStrategy
{
    private readonly SelectionStrategy inner;
    private readonly PartitionOptions options;

    /// <summary>Creates the strategy.</summary>
    /// <param name="inner">The strategy that chooses in each part.</param>
    /// <param name="options">How many parts, and whether rows are shuffled first.</param>
    /// <exception cref="ArgumentException">There is not even one part.</exception>
    public PartitionStrategy(SelectionStrategy inner, PartitionOptions options)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Parts < 1)
        {
            throw new ArgumentException($"Parts is {options.Parts}; it must be 1 or more. With 1 the pool stays whole.", nameof(options));
        }
        this.inner = inner;
        this.options = options;
    }

    /// <inheritdoc/>
    public override string Name => inner.Name + "-partitioned";

    /// <inheritdoc/>
    public override IReadOnlyList<SignalColumn> Signals => inner.Signals;

    /// <inheritdoc/>
    public override bool NeedsLabeledRows => inner is SetStrategy { NeedsLabeledRows: true };

    /// <inheritdoc/>
    public override bool NeedsTargetRows => inner is SetStrategy { NeedsTargetRows: true };

    /// <inheritdoc/>
    public override bool UsesAvoidedRows => inner is SetStrategy { UsesAvoidedRows: true };

    /// <inheritdoc/>
    public override bool UsesValidationRows => inner is SetStrategy { UsesValidationRows: true };

    /// <inheritdoc/>
    public override SignalColumn? ClassSignal => (inner as SetStrategy)?.ClassSignal;

    /// <inheritdoc/>
    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        int budget = Math.Min(context.QuerySize, pool.RowCount);
        if (budget <= 0)
        {
            return [];
        }
        int[]? order = options.Shuffle ? SeededRandom.Derive(context.Seed, "partition/order").Permutation(pool.RowCount) : null;
        var selected = new List<SelectedRow>(budget);
        PartitionPart[] parts = Partition.Split(pool.RowCount, Math.Min(options.Parts, budget), budget);
        for (int i = 0; i < parts.Length; i++)
        {
            PartitionPart part = parts[i];
            if (part.Budget == 0)
            {
                continue;
            }
            SignalTable rows = CopyRows(pool, part, order);
            // One part is the pool itself, and choosing from it the plain strategy.
            ulong seed = parts.Length == 1 ? context.Seed : SeededRandom.DeriveSeed(context.Seed, $"partition/{i}");
            SelectionContext inPart = context with { QuerySize = part.Budget, Seed = seed };
            selected.AddRange(Choose(rows, inPart).Select(row => row with { PoolPosition = Position(part.First + row.PoolPosition) }));
        }
        return selected;

        int Position(int place) => order is null ? place : order[place];
    }

    private IReadOnlyList<SelectedRow> Choose(SignalTable rows, SelectionContext context)
    {
        if (inner is SetStrategy set)
        {
            IReadOnlyList<SelectedRow> chosen = set.Select(rows, context);
            // Checked here too, since a position beyond its part is a valid one of the pool.
            return chosen.Count == context.QuerySize && chosen.All(row => row.PoolPosition >= 0 && row.PoolPosition < rows.RowCount)
                ? chosen
                : throw new InvalidOperationException(
                    $"Strategy '{inner.Name}' returned {chosen.Count} rows of a part of {rows.RowCount}; it must return {context.QuerySize} different positions in 0..{rows.RowCount - 1}.");
        }
        float[] utilities = new float[rows.RowCount];
        ((RowwiseStrategy)inner).ComputeUtilities(rows, context, utilities);
        var best = new TopK<int>(context.QuerySize);
        for (int i = 0; i < utilities.Length; i++)
        {
            best.Add(utilities[i], i, i);
        }
        return [.. best.ToRankedArray().Select(row => new SelectedRow(row.Item, row.Utility))];
    }

    private SignalTable CopyRows(SignalTable pool, PartitionPart part, int[]? order)
    {
        var columns = new Dictionary<string, SignalValues>();
        foreach (SignalColumn signal in Signals)
        {
            int width = pool.GetWidth(signal.Name);
            ReadOnlySpan<float> all = pool.GetValues(signal.Name);
            float[] values = new float[part.Count * width];
            if (order is null)
            {
                all.Slice(part.First * width, values.Length).CopyTo(values);
            }
            else
            {
                for (int i = 0; i < part.Count; i++)
                {
                    all.Slice(order[part.First + i] * width, width).CopyTo(values.AsSpan(i * width));
                }
            }
            columns[signal.Name] = new SignalValues(values, width, pool.GetDimensions(signal.Name));
        }
        return new SignalTable(columns) { RowCount = part.Count, FirstPosition = part.First };
    }
}
