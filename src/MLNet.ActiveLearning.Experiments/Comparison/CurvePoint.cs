namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>A strategy's test accuracy at one number of labels, over the seeds.</summary>
/// <param name="LabeledCount">Labelled rows.</param>
/// <param name="SeedCount">Seeds n that reached this number.</param>
/// <param name="Mean">Mean accuracy, in [0, 1].</param>
/// <param name="StandardDeviation">Sample standard deviation (divisor n - 1), 0 for one seed.</param>
/// <param name="Minimum">Lowest accuracy.</param>
/// <param name="Maximum">Highest accuracy.</param>
public sealed record CurvePoint(int LabeledCount, int SeedCount, double Mean, double StandardDeviation, double Minimum, double Maximum)
{
    internal static CurvePoint From(int labeledCount, IReadOnlyCollection<double> accuracies)
    {
        double mean = accuracies.Average();
        double squares = accuracies.Sum(a => (a - mean) * (a - mean));
        double deviation = accuracies.Count < 2 ? 0 : Math.Sqrt(squares / (accuracies.Count - 1));
        return new CurvePoint(labeledCount, accuracies.Count, mean, deviation, accuracies.Min(), accuracies.Max());
    }
}
