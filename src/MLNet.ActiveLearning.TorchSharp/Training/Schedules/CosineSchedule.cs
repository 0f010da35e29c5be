namespace MLNet.ActiveLearning.Training;

/// <summary>Cosine annealing once an epoch over the planned epochs: the schedule of DISTIL.</summary>
/// <remarks>See <see cref="LearningRates.Cosine"/>.</remarks>
public sealed record CosineSchedule : LearningRateSchedule
{
    /// <summary>The rate that is approached at the end.</summary>
    /// <value>Default 0; at least 0.</value>
    public double MinimumRate { get; init; }

    /// <inheritdoc/>
    public override double GetLearningRate(double initialRate, TrainingClock clock) =>
        LearningRates.Cosine(initialRate, MinimumRate, clock.Epoch, clock.EpochCount);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
        MinimumRate >= 0 ? [] : [$"Schedule.MinimumRate is {MinimumRate}; give 0 or more."];
}
