using static TorchSharp.torch;

namespace MLNet.ActiveLearning.Training;

/// <summary>The definition of an optimiser: its numbers, no state.</summary>
/// <remarks>Bring your own by deriving a record; a model is saved with the record's type name and its public properties as JSON.</remarks>
public abstract record TrainingOptimizer
{
    /// <summary>Learning rate before the schedule acts on it.</summary>
    /// <value>Greater than 0.</value>
    public abstract double LearningRate { get; init; }

    /// <summary>Learning rate of all layers below the classifier and the heads, for networks that are fine-tuned.</summary>
    /// <value>Greater than 0; default: <see langword="null"/>, the same as <see cref="LearningRate"/>.</value>
    public double? BackboneLearningRate { get; init; }

    /// <summary>Builds the optimiser.</summary>
    /// <param name="sets">One set, or two if <see cref="BackboneLearningRate"/> is given; parameter groups keep this order.</param>
    public abstract optim.Optimizer Build(IReadOnlyList<ParameterSet> sets);

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public virtual IReadOnlyList<string> FindProblems() =>
        [.. CheckRate(nameof(LearningRate), LearningRate), .. CheckRate(nameof(BackboneLearningRate), BackboneLearningRate ?? LearningRate)];

    private protected static IReadOnlyList<string> CheckRange(string name, double value, double minimum, double exclusiveMaximum) =>
        value >= minimum && value < exclusiveMaximum
            ? []
            : [$"Optimizer.{name} is {value}; give a number from {minimum} to less than {exclusiveMaximum}."];

    private static IReadOnlyList<string> CheckRate(string name, double rate) =>
        rate > 0 && double.IsFinite(rate) ? [] : [$"Optimizer.{name} is {rate}; give a finite number greater than 0, for example 0.1 for SGD."];
}
