namespace MLNet.ActiveLearning.Heads;

/// <summary>What a head that predicts training dynamics learns to predict of a training sample.</summary>
public enum DynamicsTarget
{
    /// <summary>The average of the classifier's probabilities over the epochs so far, this one included.</summary>
    RunningMean,

    /// <summary>The classifier's probabilities in this epoch alone.</summary>
    Snapshot,
}
