namespace MLNet.ActiveLearning.Training;

/// <summary>Multiplies the learning rate by a factor at given epochs: by default x 0.1 after 80 % of the epochs, as TiDAL and DISAL do.</summary>
/// <remarks>See <see cref="LearningRates.MultiStep"/>.</remarks>
public sealed record MultiStepSchedule : LearningRateSchedule
{
    /// <summary>Epochs from which the rate is lower, counted from 0.</summary>
    /// <value>Default <see langword="null"/>: <see cref="MilestoneFractions"/> decide.</value>
    public IReadOnlyList<int>? Milestones { get; init; }

    /// <summary>Milestones as shares of the planned epochs, rounded down; ignored if <see cref="Milestones"/> is given.</summary>
    /// <value>Default 0.8; each in (0, 1).</value>
    public IReadOnlyList<double> MilestoneFractions { get; init; } = [0.8];

    /// <summary>Multiplies the rate at each milestone.</summary>
    /// <value>Default 0.1; in (0, 1].</value>
    public double Factor { get; init; } = 0.1;

    /// <inheritdoc/>
    public override double GetLearningRate(double initialRate, TrainingClock clock)
    {
        // The small number keeps 0.8 * 5 at 4 where the product falls just short of it.
        IEnumerable<int> milestones = Milestones ?? MilestoneFractions.Select(f => (int)((f * clock.EpochCount) + 1e-9));
        return LearningRates.MultiStep(initialRate, clock.Epoch, milestones, Factor);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems() =>
    [
        .. CheckFactor(nameof(Factor), Factor),
        .. (Milestones ?? []).Where(m => m < 0).Select(m => $"Schedule.Milestones holds {m}; epochs count from 0."),
        .. MilestoneFractions.Where(f => !(f > 0 && f < 1)).Select(f => $"Schedule.MilestoneFractions holds {f}; give shares between 0 and 1, for example 0.8."),
    ];
}
