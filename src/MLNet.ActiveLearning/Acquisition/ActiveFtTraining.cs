namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How <see cref="ActiveFt"/> moves its centroids; the defaults are those of the authors' script for CIFAR.</summary>
public sealed record ActiveFtTraining
{
    /// <summary>Temperature tau by which similarities are divided: the smaller, the more the nearest centroid alone counts.</summary>
    /// <value>Default: 0.07; greater than 0.</value>
    public double Temperature { get; init; } = 0.07;

    /// <summary>Learning rate of Adam.</summary>
    /// <value>Default: 0.001; greater than 0.</value>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps of Adam, each over the whole pool; 0 keeps the initial points.</summary>
    /// <value>Default: 300; at least 0.</value>
    public int Iterations { get; init; } = 300;

    /// <summary>Weight of the centroids' repulsion against the rows' attraction.</summary>
    /// <value>Default: 1; at least 0.</value>
    public double Balance { get; init; } = 1;

    /// <summary>What is wrong with the values, one sentence each; none if nothing is.</summary>
    public IEnumerable<string> FindProblems()
    {
        if (!(Temperature > 0 && double.IsFinite(Temperature)))
        {
            yield return FormattableString.Invariant($"Temperature is {Temperature}; give a number greater than 0, for example 0.07.");
        }
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            yield return FormattableString.Invariant($"LearningRate is {LearningRate}; give a number greater than 0, for example 0.001.");
        }
        if (Iterations < 0)
        {
            yield return FormattableString.Invariant($"Iterations is {Iterations}; give 0 to keep the initial points, or more, for example 300.");
        }
        if (!(Balance >= 0 && double.IsFinite(Balance)))
        {
            yield return FormattableString.Invariant($"Balance is {Balance}; give 0 for no repulsion, or more, for example 1.");
        }
    }
}
