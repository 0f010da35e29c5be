using MLNet.ActiveLearning.Loop;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>How much of a comparison's training is done, counting a round as many units as it has labels.</summary>
internal sealed class Workload(ComparisonOptions options)
{
    private double CellUnits => UnitsBefore(options.RoundCount);

    private double TotalUnits => CellUnits * options.Seeds.Count * options.Contestants.Count;

    public double GetCompleted(int cellsDone, RoundProgress? step)
    {
        double inCell = step switch
        {
            null => 0,
            { Training: { } epoch } => UnitsBefore(step.Round) + (Units(step.Round) * epoch.Epoch / Math.Max(1, epoch.MaximumEpochs)),
            { Phase: RoundPhase.Training } => UnitsBefore(step.Round),
            { LabeledCount: 0 } => 0, // the initial set is being labelled
            _ => UnitsBefore(step.Round + 1),
        };
        return Share(cellsDone, inCell);
    }

    public double GetCompletedAfter(int cellsDone, int round) => Share(cellsDone, UnitsBefore(round + 1));

    private double Share(int cellsDone, double inCell) => Math.Clamp(((cellsDone * CellUnits) + inCell) / TotalUnits, 0, 1);

    private double Units(int round) => options.InitialSize + ((double)round * options.QuerySize);

    private double UnitsBefore(int round) => (round * (double)options.InitialSize) + (round * (round - 1.0) / 2 * options.QuerySize);
}
