namespace MLNet.ActiveLearning.Evaluation;

/// <summary>What a strategy's accuracy is compared with.</summary>
public enum RelativeTo
{
    /// <summary>Random sampling in the run with the same seed.</summary>
    SameRun,

    /// <summary>The mean of random sampling over all runs.</summary>
    MeanOfRuns,
}

/// <summary>Relative improvement of the accuracy over random sampling.</summary>
/// <remarks>
/// <c>100 (accuracy - accuracy of random sampling) / accuracy of random sampling</c> of each run, in percent: above 0 the strategy is better. Mean and 95 %
/// interval over the runs. Kye, Choi, Byun, Chang, "TiDAL: Learning Training Dynamics for Active Learning", ICCV 2023, section 4; the paper does not
/// say how its interval is computed: Student's t here, the normal distribution on demand.
/// </remarks>
public static class RelativeAccuracy
{
    /// <summary>The improvement at each number of labels.</summary>
    /// <param name="random">Runs of random sampling.</param>
    /// <param name="strategy">Runs of the strategy, the r-th with the seed of the r-th of random sampling.</param>
    /// <param name="relativeTo">What to compare with.</param>
    /// <param name="confidence">Of the interval, in (0, 1).</param>
    /// <param name="interval">Where the interval's width comes from.</param>
    /// <exception cref="ArgumentException">Numbers of runs or label counts differ, or an accuracy of random sampling is not above 0.</exception>
    public static IReadOnlyList<RepeatStatistics> ComputePercent(
        IReadOnlyList<LearningCurve> random,
        IReadOnlyList<LearningCurve> strategy,
        RelativeTo relativeTo = RelativeTo.SameRun,
        double confidence = 0.95,
        IntervalKind interval = IntervalKind.StudentT)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(strategy);
        if (random.Count == 0 || random.Count != strategy.Count)
        {
            throw new ArgumentException($"There are {random.Count} runs of random sampling and {strategy.Count} of the strategy; give as many of each, at least one.", nameof(strategy));
        }
        foreach (LearningCurve run in random.Concat(strategy))
        {
            LearningCurve.CheckComparable(random[0], run);
        }
        LearningCurve mean = LearningCurve.Mean(random);
        if (random.Append(mean).SelectMany(run => run.Accuracies).Any(a => a <= 0))
        {
            throw new ArgumentException("An accuracy of random sampling is not above 0, and nothing can be relative to it.", nameof(random));
        }
        return [.. Enumerable.Range(0, mean.Count).Select(round => RepeatStatistics.Compute(
            [.. strategy.Zip(random, (a, b) =>
            {
                double basis = (relativeTo == RelativeTo.SameRun ? b : mean).Accuracies[round];
                return 100 * (a.Accuracies[round] - basis) / basis;
            })],
            confidence,
            interval))];
    }
}
