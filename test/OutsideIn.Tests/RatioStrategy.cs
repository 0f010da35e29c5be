using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace Outsider;

/// <summary>A row-wise strategy of somebody else's: the ratio of the two largest probabilities.</summary>
public sealed class RatioStrategy : RowwiseStrategy
{
    public override string Name => "ratio";

    public override IReadOnlyList<SignalColumn> Signals { get; } = [new SignalColumn("Score", SignalKind.Probabilities, "Train a model that gives probabilities.")];

    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int classes = rows.GetWidth("Score");
        ReadOnlySpan<float> scores = rows.GetValues("Score");
        for (int i = 0; i < utilities.Length; i++)
        {
            float[] sorted = [.. scores.Slice(i * classes, classes)];
            Array.Sort(sorted);
            utilities[i] = sorted[^2] / sorted[^1];
        }
    }
}
