namespace MLNet.ActiveLearning.Training;

/// <summary>Linear warm-up, then 7/16 of a cosine, changed at every optimisation step: the schedule of ASVP's proxy.</summary>
/// <remarks>See <see cref="LearningRates.WarmupCosine"/>.</remarks>
public sealed record WarmupCosineSchedule : LearningRateSchedule
{
    /// <summary>Steps of the warm-up.</summary>
    /// <value>Default 0; at least 0.</value>
    public int WarmupIterations { get; init; }

    /// <inheritdoc/>
    public override double GetLearningRate(double initialRate, TrainingClock clock) =>
        LearningRates.WarmupCosine(initialRate, clock.Iteration, WarmupIterations, clock.IterationCount);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
        WarmupIterations >= 0 ? [] : [$"Schedule.WarmupIterations is {WarmupIterations}; give 0 or more."];
}
