namespace MLNet.ActiveLearning.Training;

/// <summary>The learning rate never changes.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double GetLearningRate(double initialRate, TrainingClock clock) => initialRate;
}
