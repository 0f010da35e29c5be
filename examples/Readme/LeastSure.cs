using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;
using MLNet.ActiveLearning.Strategies;

namespace Readme;

/// <summary>Prefers rows whose most probable class has the smallest probability.</summary>
public sealed class LeastSure(string scoreColumnName = "Score") : RowwiseStrategy
{
    public override string Name => "least-sure";

    public override IReadOnlyList<SignalColumn> Signals =>
        [new(scoreColumnName, SignalKind.Probabilities, "Pass the output of a multiclass model.")];

    public override void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities) =>
        LeastConfidence.Compute(rows.GetValues(scoreColumnName), rows.GetWidth(scoreColumnName), utilities);
}
