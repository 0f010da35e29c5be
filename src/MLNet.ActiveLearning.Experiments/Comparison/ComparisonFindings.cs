using System.Globalization;
using MLNet.ActiveLearning.Evaluation;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Says what a comparison shows and what it does not: each time with the number seen and the number advised.</summary>
public static class ComparisonFindings
{
    /// <summary>Seeds below which a difference between strategies is not to be trusted, as the DISTIL evaluation has.</summary>
    public const int AdvisedSeeds = 3;

    // A last query that raises the accuracy by less than this is taken as the end of the curve.
    private const double FlatPoints = 0.5;

    /// <summary>The findings, most important first.</summary>
    /// <param name="rows">Rows of any strategies and seeds.</param>
    public static IReadOnlyList<string> Describe(IReadOnlyCollection<RoundResult> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        IReadOnlyList<StrategySummary> summary = StrategySummary.Summarize(rows);
        if (summary.Count == 0 || summary.All(s => s.Curve.Count < 2))
        {
            return [];
        }
        StrategySummary? random = summary.FirstOrDefault(s => s.Strategy == StrategySummary.BaselineName);
        StrategySummary[] others = [.. summary.Where(s => s != random)];
        return
        [
            .. DescribeSeeds(summary),
            .. random is null
                ? [$"There is no '{StrategySummary.BaselineName}' to compare with, so nothing says whether choosing pays; add it."]
                : others.Select(s => CompareWithRandom(s, rows)),
            .. DescribeFlatness(summary),
        ];
    }

    private static IEnumerable<string> DescribeSeeds(IReadOnlyList<StrategySummary> summary)
    {
        int seeds = summary.Min(s => s.Curve.Min(p => p.SeedCount));
        if (seeds < AdvisedSeeds)
        {
            yield return $"{seeds} {(seeds == 1 ? "seed" : "seeds")}: differences may be chance; {AdvisedSeeds} or more are advised.";
        }
    }

    private static string CompareWithRandom(StrategySummary strategy, IReadOnlyCollection<RoundResult> rows)
    {
        string name = strategy.Strategy;
        ulong[] seeds = StrategyCurves.GetCommonSeeds(rows, [name, StrategySummary.BaselineName]);
        if (seeds.Length == 0)
        {
            return $"{name}: no seed is finished that random has finished too.";
        }
        LearningCurve[] random = StrategyCurves.GetRuns(rows, StrategySummary.BaselineName, seeds), runs = StrategyCurves.GetRuns(rows, name, seeds);
        RepeatStatistics gain = RepeatStatistics.Compute([.. runs.Zip(random, (a, b) => 100 * (a.Accuracies[^1] - b.Accuracies[^1]))]);
        string verdict = gain switch
        {
            { HalfWidth: null } => gain.Mean > 0 ? "above random, on one seed" : "not above random, on one seed",
            { HalfWidth: { } half } when gain.Mean - half > 0 => "above random",
            { HalfWidth: { } half } when gain.Mean + half < 0 => "below random",
            _ => "not told from random",
        };
        string interval = gain.HalfWidth is { } width ? Text($" ± {width:F1} (95 % interval, {gain.Count} seeds)") : "";
        EfficiencyPoint last = LabelingEfficiency.ByRound(LearningCurve.Mean(random), LearningCurve.Mean(runs))[^1];
        string efficiency = last switch
        {
            { Efficiency: { } value } => Text($"random needs {value:F2} times as many labels for its accuracy"),
            { LowerBound: { } bound } => Text($"random never reached its accuracy, so its labelling efficiency is only known to be at least {bound:F2}; give random more rounds to know it"),
            _ => "",
        };
        return Text($"{name}: {verdict} at {last.LabelCount} labels, {gain.Mean:+0.0;-0.0;0.0}{interval} points; {efficiency}.");
    }

    private static IEnumerable<string> DescribeFlatness(IReadOnlyList<StrategySummary> summary)
    {
        (string Name, double Rise)[] rising = [.. summary
            .Where(s => s.Curve.Count > 1)
            .Select(s => (s.Strategy, Rise: 100 * (s.Curve[^1].Mean - s.Curve[^2].Mean)))
            .Where(s => s.Rise > FlatPoints)];
        if (rising.Length > 0)
        {
            (string name, double rise) = rising.MaxBy(s => s.Rise);
            yield return Text($"{rising.Length} of {summary.Count} curves still rise (most of all {name}, by {rise:F1} points with the last query): more labels would help.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
