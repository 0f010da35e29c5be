using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>What a trainer is told besides its data and its options.</summary>
public sealed record TrainingContext
{
    /// <summary>No cancellation, no progress, training from scratch.</summary>
    public static TrainingContext Default { get; } = new();

    /// <summary>Stops the training within one mini-batch.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Receives one report for each finished epoch.</summary>
    /// <value>Default: none.</value>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Rows without labels, for trainings that learn from them too; a loop gives its pool's.</summary>
    /// <value>Default: none.</value>
    public IDataView? Unlabeled { get; init; }

    /// <summary>The model whose weights training continues from.</summary>
    /// <value>Default: none, training starts from newly initialised weights.</value>
    public ITransformer? Previous { get; init; }
}
