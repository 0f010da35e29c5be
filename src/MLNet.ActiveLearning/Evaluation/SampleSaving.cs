namespace MLNet.ActiveLearning.Evaluation;

/// <summary>What to do with accuracies outside the range that random sampling covered.</summary>
public enum OutsideRange
{
    /// <summary>Take the nearest end of the range.</summary>
    Clip,

    /// <summary>Go on along the first or last segment, not below one label.</summary>
    Extrapolate,

    /// <summary>Leave the round out.</summary>
    Exclude,
}

/// <summary>Sample saving ratio: the share of labels that a strategy saves against random sampling.</summary>
/// <remarks>
/// <para>
/// With N1 labels of the strategy and N2, the labels at which random sampling reaches the same accuracy (by linear interpolation): <c>(N2 - N1) / N2</c>, at
/// most 1; higher is better, below 0 random sampling needs fewer. The running maximum of the random curve is taken first, the first label count of
/// each level [our reading]. The average is the plain mean over rounds.
/// </para>
/// <para>
/// Wen, Pizarro, Williams, "Feature Alignment: Rethinking Efficient Active Learning via Proxy in the Context of Pre-trained Models" (ASVP), section 6.
/// </para>
/// </remarks>
public static class SampleSaving
{
    /// <summary>The saving at each point of a strategy's curve.</summary>
    /// <param name="random">Mean curve of random sampling.</param>
    /// <param name="strategy">Curve of the strategy.</param>
    /// <param name="outside">What to do where random sampling never had the accuracy.</param>
    public static IReadOnlyList<SavingPoint> ByRound(LearningCurve random, LearningCurve strategy, OutsideRange outside = OutsideRange.Clip)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(strategy);
        (double Accuracy, double Labels)[] levels = GetLevels(random);
        return [.. strategy.LabelCounts.Zip(strategy.Accuracies, (labels, accuracy) =>
        {
            double? equivalent = FindEquivalent(levels, accuracy, outside);
            return new SavingPoint(labels, accuracy, equivalent, equivalent - labels, (equivalent - labels) / equivalent);
        })];
    }

    /// <summary>The mean saving ratio over the rounds where it is defined, in percent; null if there is none.</summary>
    /// <param name="random">Mean curve of random sampling.</param>
    /// <param name="strategy">Curve of the strategy.</param>
    /// <param name="outside">What to do where random sampling never had the accuracy.</param>
    public static double? GetAveragePercent(LearningCurve random, LearningCurve strategy, OutsideRange outside = OutsideRange.Clip) =>
        100 * ByRound(random, strategy, outside).Average(point => point.Ratio);

    /// <summary>The running maximum of a curve: what was reached with at most so many labels.</summary>
    /// <param name="curve">The curve.</param>
    public static IReadOnlyList<double> GetRunningMaximum(LearningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        double[] maxima = [.. curve.Accuracies];
        for (int i = 1; i < maxima.Length; i++)
        {
            maxima[i] = Math.Max(maxima[i], maxima[i - 1]);
        }
        return maxima;
    }

    private static (double Accuracy, double Labels)[] GetLevels(LearningCurve random) =>
        [.. GetRunningMaximum(random).Zip(random.LabelCounts, (accuracy, labels) => (Accuracy: accuracy, Labels: (double)labels)).DistinctBy(level => level.Accuracy)];

    private static double? FindEquivalent((double Accuracy, double Labels)[] levels, double accuracy, OutsideRange outside)
    {
        bool isBelow = accuracy < levels[0].Accuracy;
        if (isBelow || accuracy > levels[^1].Accuracy)
        {
            if (outside == OutsideRange.Exclude)
            {
                return null;
            }
            if (outside == OutsideRange.Clip || levels.Length == 1)
            {
                return isBelow ? levels[0].Labels : levels[^1].Labels;
            }
            return Math.Max(1, isBelow ? Interpolate(levels[0], levels[1], accuracy) : Interpolate(levels[^2], levels[^1], accuracy));
        }
        int above = Array.FindIndex(levels, level => level.Accuracy >= accuracy);
        return levels[above].Accuracy == accuracy ? levels[above].Labels : Interpolate(levels[above - 1], levels[above], accuracy);
    }

    private static double Interpolate((double Accuracy, double Labels) from, (double Accuracy, double Labels) to, double accuracy) =>
        from.Labels + ((to.Labels - from.Labels) * (accuracy - from.Accuracy) / (to.Accuracy - from.Accuracy));
}

/// <summary>The labels that a strategy saved up to one round.</summary>
/// <param name="LabelCount">Labels of the strategy, N1.</param>
/// <param name="Accuracy">The accuracy that it reached with them.</param>
/// <param name="EquivalentLabels">Labels that random sampling needs for it, N2; null if the round is left out.</param>
/// <param name="SavedLabels">N2 - N1; negative if the strategy needs more.</param>
/// <param name="Ratio">(N2 - N1) / N2; negative if the strategy needs more.</param>
public readonly record struct SavingPoint(int LabelCount, double Accuracy, double? EquivalentLabels, double? SavedLabels, double? Ratio);
