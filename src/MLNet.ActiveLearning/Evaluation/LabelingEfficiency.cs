namespace MLNet.ActiveLearning.Evaluation;

/// <summary>Labelling efficiency: how many times as many labels random sampling needs for the accuracy that a strategy reached.</summary>
/// <remarks>
/// <para>
/// <c>efficiency(a) = labels that random sampling needs to reach accuracy a / labels that the strategy needs</c>; above 1 the strategy saves labels, at 2
/// it halves them. Undefined (null) where random sampling never reaches the accuracy; then the largest number of labels that random sampling was
/// given over the strategy's is a lower bound.
/// </para>
/// <para>
/// Beck, Sivasubramanian, Dani, Ramakrishnan, Iyer, "Effective Evaluation of Deep Active Learning on Image Classification Tasks", 2021 (DISTIL), section 4.1.
/// Its sentence states the reciprocal; its values are this ratio.
/// </para>
/// </remarks>
public static class LabelingEfficiency
{
    /// <summary>The efficiency at each point of a strategy's curve: a is the accuracy there.</summary>
    /// <param name="random">Mean curve of random sampling.</param>
    /// <param name="strategy">Mean curve of the strategy.</param>
    /// <param name="interpolation">How to read the curve of random sampling between its points.</param>
    public static IReadOnlyList<EfficiencyPoint> ByRound(LearningCurve random, LearningCurve strategy, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(strategy);
        var points = new EfficiencyPoint[strategy.Count];
        for (int i = 0; i < points.Length; i++)
        {
            int labels = strategy.LabelCounts[i];
            double? needed = random.LabelsAt(strategy.Accuracies[i], interpolation);
            points[i] = new EfficiencyPoint(labels, strategy.Accuracies[i], needed, needed / labels, needed is null ? (double)random.LabelCounts[^1] / labels : null);
        }
        return points;
    }

    /// <summary>The efficiency at an accuracy; null if one of the curves never reaches it.</summary>
    /// <param name="random">Mean curve of random sampling.</param>
    /// <param name="strategy">Mean curve of the strategy.</param>
    /// <param name="accuracy">The accuracy, in the curves' unit.</param>
    /// <param name="interpolation">How to read both curves between their points.</param>
    public static double? AtAccuracy(LearningCurve random, LearningCurve strategy, double accuracy, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(strategy);
        return random.LabelsAt(accuracy, interpolation) / strategy.LabelsAt(accuracy, interpolation);
    }
}

/// <summary>The labelling efficiency of one round.</summary>
/// <param name="LabelCount">Labels of the strategy.</param>
/// <param name="Accuracy">The accuracy that it reached with them.</param>
/// <param name="RandomLabels">Labels that random sampling needs for that accuracy; null if it never reaches it.</param>
/// <param name="Efficiency">Their ratio; null if undefined.</param>
/// <param name="LowerBound">Where the ratio is undefined, a number that it is not below; null otherwise.</param>
public readonly record struct EfficiencyPoint(int LabelCount, double Accuracy, double? RandomLabels, double? Efficiency, double? LowerBound);
