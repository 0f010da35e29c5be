namespace MLNet.ActiveLearning.Evaluation;

/// <summary>How a learning curve is read between its points.</summary>
public enum CurveInterpolation
{
    /// <summary>Along straight lines.</summary>
    Linear,

    /// <summary>Only at its points: the first one that reaches the accuracy.</summary>
    Step,
}

/// <summary>Accuracy by the number of labelled rows, of one run or the mean of several.</summary>
/// <remarks>Accuracies may have any unit, shares or percent, if it is the same in all curves that are compared; higher is better.</remarks>
public sealed record LearningCurve
{
    /// <summary>Makes a curve.</summary>
    /// <param name="labelCounts">Labelled rows, rising, each at least 1.</param>
    /// <param name="accuracies">The accuracy at each; finite.</param>
    /// <exception cref="ArgumentException">There is no point, the lengths differ, counts do not rise or an accuracy is not finite.</exception>
    public LearningCurve(IReadOnlyList<int> labelCounts, IReadOnlyList<double> accuracies)
    {
        ArgumentNullException.ThrowIfNull(labelCounts);
        ArgumentNullException.ThrowIfNull(accuracies);
        if (labelCounts.Count == 0 || labelCounts.Count != accuracies.Count)
        {
            throw new ArgumentException($"A curve has {labelCounts.Count} label counts and {accuracies.Count} accuracies; give at least one point, and one accuracy for each count.", nameof(accuracies));
        }
        for (int i = 0; i < labelCounts.Count; i++)
        {
            if (labelCounts[i] < 1 || (i > 0 && labelCounts[i] <= labelCounts[i - 1]))
            {
                throw new ArgumentException($"Label count {i} of a curve is {labelCounts[i]}{(i > 0 ? $" after {labelCounts[i - 1]}" : "")}; counts must be at least 1 and rise.", nameof(labelCounts));
            }
            if (!double.IsFinite(accuracies[i]))
            {
                throw new ArgumentException($"The accuracy at {labelCounts[i]} labels is {accuracies[i]}; it must be finite.", nameof(accuracies));
            }
        }
        LabelCounts = labelCounts;
        Accuracies = accuracies;
    }

    /// <summary>Labelled rows at each point, rising.</summary>
    public IReadOnlyList<int> LabelCounts { get; }

    /// <summary>The accuracy at each point.</summary>
    public IReadOnlyList<double> Accuracies { get; }

    /// <summary>Number of points.</summary>
    public int Count => LabelCounts.Count;

    /// <summary>The mean of repeated runs, point by point.</summary>
    /// <param name="runs">Curves with the same label counts.</param>
    /// <exception cref="ArgumentException">There is no run, or label counts differ.</exception>
    public static LearningCurve Mean(IReadOnlyList<LearningCurve> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
        {
            throw new ArgumentException("There is no run to take the mean of; give at least one.", nameof(runs));
        }
        foreach (LearningCurve run in runs)
        {
            CheckComparable(runs[0], run);
        }
        return new LearningCurve(runs[0].LabelCounts, [.. Enumerable.Range(0, runs[0].Count).Select(i => runs.Average(run => run.Accuracies[i]))]);
    }

    /// <summary>Labels at which the curve first reaches an accuracy; null if it never does.</summary>
    /// <param name="accuracy">The accuracy, in the curve's unit.</param>
    /// <param name="interpolation">How to read between points. The first point counts whole in both ways: what was before is not known.</param>
    public double? LabelsAt(double accuracy, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Accuracies[i] < accuracy)
            {
                continue;
            }
            if (i == 0 || interpolation == CurveInterpolation.Step)
            {
                return LabelCounts[i];
            }
            double share = (accuracy - Accuracies[i - 1]) / (Accuracies[i] - Accuracies[i - 1]);
            return LabelCounts[i - 1] + (share * (LabelCounts[i] - LabelCounts[i - 1]));
        }
        return null;
    }

    internal static void CheckComparable(LearningCurve one, LearningCurve other)
    {
        if (!one.LabelCounts.SequenceEqual(other.LabelCounts))
        {
            throw new ArgumentException(
                $"One curve has the label counts {string.Join(", ", one.LabelCounts)}, another {string.Join(", ", other.LabelCounts)}; runs are compared at the same counts.");
        }
    }
}
