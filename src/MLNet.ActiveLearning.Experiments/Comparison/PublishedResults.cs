namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>What a paper reports of an experiment.</summary>
/// <param name="Source">Which experiment: paper, figure or table.</param>
/// <param name="Remarks">What is said in words.</param>
/// <param name="Points">The numbers.</param>
public sealed record PublishedResults(string Source, IReadOnlyList<string> Remarks, IReadOnlyList<PublishedPoint> Points);

/// <summary>A published point of a learning curve.</summary>
/// <param name="Strategy">The strategy, by the name that it has here.</param>
/// <param name="LabeledCount">Labelled rows.</param>
/// <param name="Accuracy">Mean test accuracy, in [0, 1].</param>
/// <param name="StandardDeviation">Over the paper's repeats, in [0, 1].</param>
public sealed record PublishedPoint(string Strategy, int LabeledCount, double Accuracy, double StandardDeviation);
