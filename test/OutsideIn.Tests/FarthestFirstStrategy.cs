using MLNet.ActiveLearning.Numerics;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace Outsider;

/// <summary>A set strategy of somebody else's: each choice is the row farthest from all labelled and chosen ones.</summary>
public sealed class FarthestFirstStrategy(string columnName) : SetStrategy
{
    public override string Name => "farthest-first";

    public override IReadOnlyList<SignalColumn> Signals { get; } = [new SignalColumn(columnName, SignalKind.Vector, "Name a vector column.")];

    public override bool NeedsLabeledRows => true;

    public override IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(context);
        int width = pool.GetWidth(columnName);
        float[] distances = [.. Enumerable.Repeat(float.PositiveInfinity, pool.RowCount)];
        for (int i = 0; i < (context.Labeled?.RowCount ?? 0); i++)
        {
            Approach(context.Labeled!.GetValues(columnName).Slice(i * width, width));
        }
        var chosen = new List<SelectedRow>();
        while (chosen.Count < Math.Min(context.QuerySize, pool.RowCount))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            // Without labelled rows the first choice is drawn.
            int next = float.IsPositiveInfinity(distances[0]) && chosen.Count == 0
                ? new SeededRandom(context.Seed).NextInt32(pool.RowCount)
                : Array.IndexOf(distances, distances.Max());
            chosen.Add(new SelectedRow(next, float.IsFinite(distances[next]) ? distances[next] : 0));
            Approach(pool.GetValues(columnName).Slice(next * width, width));
            distances[next] = -1;
        }
        return chosen;

        void Approach(ReadOnlySpan<float> center)
        {
            for (int n = 0; n < pool.RowCount; n++)
            {
                float squared = 0;
                for (int d = 0; d < width; d++)
                {
                    float difference = pool.GetValues(columnName)[(n * width) + d] - center[d];
                    squared += difference * difference;
                }
                distances[n] = Math.Min(distances[n], squared);
            }
        }
    }
}
