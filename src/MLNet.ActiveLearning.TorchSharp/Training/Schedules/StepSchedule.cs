namespace MLNet.ActiveLearning.Training;

/// <summary>Multiplies the learning rate by a factor at regular intervals.</summary>
/// <remarks>See <see cref="LearningRates.Step"/>.</remarks>
public sealed record StepSchedule : LearningRateSchedule
{
    /// <summary>Epochs between two decays.</summary>
    /// <value>Default 100; at least 1.</value>
    public int Interval { get; init; } = 100;

    /// <summary>Multiplies the rate after each interval.</summary>
    /// <value>Default 0.1; in (0, 1].</value>
    public double Factor { get; init; } = 0.1;

    /// <inheritdoc/>
    public override double GetLearningRate(double initialRate, TrainingClock clock) =>
        LearningRates.Step(initialRate, clock.Epoch, Interval, Factor);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
        [.. CheckFactor(nameof(Factor), Factor), .. Interval >= 1 ? [] : new[] { $"Schedule.Interval is {Interval}; give at least 1 epoch." }];
}
