using MLNet.ActiveLearning.Retraining;

namespace MLNet.ActiveLearning.Loop;

/// <summary>The steps of a round, in their order.</summary>
public enum RoundPhase
{
    /// <summary>A model is trained on the labelled rows.</summary>
    Training,

    /// <summary>The model is measured on the test set.</summary>
    Evaluating,

    /// <summary>The unlabelled rows are scored and the query is chosen.</summary>
    Selecting,

    /// <summary>The oracle is asked.</summary>
    Labeling,
}

/// <summary>Where a loop stands.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Phase">The step of the round.</param>
/// <param name="LabeledCount">Labelled rows at this moment.</param>
/// <param name="Training">The trainer's report, while it trains and if it gives one.</param>
public sealed record RoundProgress(int Round, RoundPhase Phase, int LabeledCount, TrainingProgress? Training = null);
