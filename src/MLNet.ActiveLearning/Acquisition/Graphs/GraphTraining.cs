namespace MLNet.ActiveLearning.Acquisition.Graphs;

/// <summary>How the graph network of <see cref="UncertainGcn"/> and <see cref="CoreGcn"/> is trained; the defaults are those of the authors.</summary>
public sealed record GraphTraining
{
    /// <summary>Steps of Adam, each over all rows.</summary>
    /// <value>Default: 200; at least 0.</value>
    public int Epochs { get; init; } = 200;

    /// <summary>Learning rate of Adam.</summary>
    /// <value>Default: 0.001; greater than 0.</value>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Part of each parameter that is added to its gradient.</summary>
    /// <value>Default: 0.0005; at least 0.</value>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Width H of the hidden layer.</summary>
    /// <value>Default: 128; at least 1.</value>
    public int HiddenSize { get; init; } = 128;

    /// <summary>Probability that a hidden value is set to 0 in a step; it acts in multiples of <c>2^-16</c>.</summary>
    /// <value>Default: 0.3; in [0, 1).</value>
    public double Dropout { get; init; } = 0.3;

    /// <summary>Weight lambda of the pool's rows in the loss against the labelled ones.</summary>
    /// <value>Default: 1.2; greater than 0.</value>
    public double UnlabeledWeight { get; init; } = 1.2;

    /// <summary>What is wrong with the values, one sentence each; none if nothing is.</summary>
    public IEnumerable<string> FindProblems()
    {
        if (Epochs < 0)
        {
            yield return FormattableString.Invariant($"Epochs is {Epochs}; give 0 for an untrained network, or more, for example 200.");
        }
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
        {
            yield return FormattableString.Invariant($"LearningRate is {LearningRate}; give a number greater than 0, for example 0.001.");
        }
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
        {
            yield return FormattableString.Invariant($"WeightDecay is {WeightDecay}; give 0 for none, or more, for example 0.0005.");
        }
        if (HiddenSize < 1)
        {
            yield return FormattableString.Invariant($"HiddenSize is {HiddenSize}; give at least 1, for example 128.");
        }
        if (!(Dropout >= 0 && Dropout < 1))
        {
            yield return FormattableString.Invariant($"Dropout is {Dropout}; give a number in [0, 1), for example 0.3.");
        }
        if (!(UnlabeledWeight > 0 && double.IsFinite(UnlabeledWeight)))
        {
            yield return FormattableString.Invariant($"UnlabeledWeight is {UnlabeledWeight}; give a number greater than 0, for example 1.2.");
        }
    }
}
