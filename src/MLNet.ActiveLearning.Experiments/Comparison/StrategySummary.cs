using MLNet.ActiveLearning.Evaluation;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>A strategy's results over all seeds.</summary>
public sealed record StrategySummary
{
    /// <summary>The name of the contestant that the others are compared with, if it takes part.</summary>
    public const string BaselineName = "random";

    /// <summary>The contestant's name.</summary>
    public required string Strategy { get; init; }

    /// <summary>The learning curve, by rising number of labels.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>Wall-clock seconds of all its rounds, by step.</summary>
    public required PhaseSeconds Seconds { get; init; }

    /// <summary>Mean accuracy minus the baseline's at the last number of labels, in percentage points; null without a baseline.</summary>
    public double? FinalGain { get; init; }

    /// <summary>The same averaged over all rounds but the first, in which all strategies have the same labels; null without a baseline or a second round.</summary>
    public double? MeanGain { get; init; }

    /// <summary>
    /// Labelling efficiency over the baseline in each round, on the mean curves of the seeds that both have finished; empty for the baseline,
    /// and without one or a common seed.
    /// </summary>
    public IReadOnlyList<EfficiencyPoint> Efficiency { get; init; } = [];

    /// <summary>Summarises rows, in the order in which strategies first occur.</summary>
    /// <param name="rows">Rows of any strategies and seeds.</param>
    /// <remarks>Gains are paired: a seed counts at a number of labels if both the strategy and the baseline have a result there.</remarks>
    public static IReadOnlyList<StrategySummary> Summarize(IReadOnlyCollection<RoundResult> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Dictionary<(ulong, int), double> baseline = rows
            .Where(r => r.Strategy == BaselineName)
            .ToDictionary(r => (r.Seed, r.LabeledCount), r => r.Accuracy);
        return [.. rows.GroupBy(r => r.Strategy).Select(g => Summarize(g.Key, [.. g], baseline) with { Efficiency = GetEfficiency(g.Key, rows) })];
    }

    private static StrategySummary Summarize(string strategy, RoundResult[] rows, Dictionary<(ulong, int), double> baseline)
    {
        (int Labels, double Points)[] gains = [.. rows
            .Where(r => baseline.ContainsKey((r.Seed, r.LabeledCount)))
            .GroupBy(r => r.LabeledCount, r => 100 * (r.Accuracy - baseline[(r.Seed, r.LabeledCount)]))
            .Select(g => (g.Key, g.Average()))
            .OrderBy(g => g.Key)];
        return new StrategySummary
        {
            Strategy = strategy,
            Curve = [.. rows.GroupBy(r => r.LabeledCount, r => r.Accuracy).OrderBy(g => g.Key).Select(g => CurvePoint.From(g.Key, [.. g]))],
            Seconds = PhaseSeconds.Sum(rows.Select(r => r.Seconds)),
            FinalGain = gains.Length > 0 ? gains[^1].Points : null,
            MeanGain = gains.Length > 1 ? gains.Skip(1).Average(g => g.Points) : null,
        };
    }

    private static IReadOnlyList<EfficiencyPoint> GetEfficiency(string strategy, IReadOnlyCollection<RoundResult> rows)
    {
        ulong[] seeds = strategy == BaselineName ? [] : StrategyCurves.GetCommonSeeds(rows, [strategy, BaselineName]);
        return seeds.Length == 0 ? [] : LabelingEfficiency.ByRound(
            LearningCurve.Mean(StrategyCurves.GetRuns(rows, BaselineName, seeds)), LearningCurve.Mean(StrategyCurves.GetRuns(rows, strategy, seeds)));
    }
}
