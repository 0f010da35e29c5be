using MLNet.ActiveLearning.Heads;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Tool.Strategies;

/// <summary>A strategy as the command line knows it.</summary>
/// <param name="Name">What to type.</param>
/// <param name="Description">One line for the list.</param>
/// <param name="Create">Makes the strategy.</param>
/// <param name="Heads">What the trainer has to train beside the classifier, so that the strategy finds its columns.</param>
internal sealed record StrategyEntry(string Name, string Description, Func<StrategyCatalog, SelectionStrategy> Create, params IReadOnlyList<TrainingHead> Heads);
