using Microsoft.ML;
using MLNet.ActiveLearning.Retraining;
using MLNet.ActiveLearning.Strategies;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>A strategy that takes part in a comparison, with the trainer whose models it reads.</summary>
public sealed record Contestant
{
    /// <summary>The name in tables, charts and folders.</summary>
    /// <value>Letters, digits, '-', '_', '.' and '@'; different from the other contestants' names.</value>
    public required string Name { get; init; }

    /// <summary>Chooses the rows of each round.</summary>
    public required SelectionStrategy Strategy { get; init; }

    /// <summary>Makes the trainer of a seed. Called once for each seed; the trainer must draw all chance from that seed.</summary>
    /// <remarks>
    /// A comparison is fair if the trainers of one seed start from the same weights and see the data in the same order, whatever the
    /// strategy.
    /// </remarks>
    public required Func<ulong, IEstimator<ITransformer>> CreateTrainer { get; init; }

    /// <summary>What a new round's model starts from, and which model chooses.</summary>
    /// <value>Default: null, as <see cref="ComparisonOptions.Retraining"/> says for all.</value>
    public RetrainingMode? Retraining { get; init; }
}
