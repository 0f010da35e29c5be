namespace MLNet.ActiveLearning.Training;

/// <summary>Watches one training run and decides after each epoch.</summary>
public abstract class StoppingMonitor
{
    /// <summary>Takes the result of an epoch.</summary>
    /// <param name="trainingAccuracy">Share of the epoch's samples predicted correctly before their update, in [0, 1].</param>
    public abstract StoppingDecision Observe(double trainingAccuracy);
}
