namespace MLNet.ActiveLearning.Training;

/// <summary>Polynomial decay once an epoch over the planned epochs.</summary>
/// <remarks>See <see cref="LearningRates.Polynomial"/>.</remarks>
public sealed record PolynomialSchedule : LearningRateSchedule
{
    /// <summary>Exponent of the decay.</summary>
    /// <value>Default 0.9; greater than 0.</value>
    public double Power { get; init; } = 0.9;

    /// <inheritdoc/>
    public override double GetLearningRate(double initialRate, TrainingClock clock) =>
        LearningRates.Polynomial(initialRate, clock.Epoch, clock.EpochCount, Power);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
        Power > 0 ? [] : [$"Schedule.Power is {Power}; give a number greater than 0, for example 0.9."];
}
