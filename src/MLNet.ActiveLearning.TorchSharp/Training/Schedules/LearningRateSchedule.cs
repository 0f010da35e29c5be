namespace MLNet.ActiveLearning.Training;

/// <summary>How the learning rate changes during training. Bring your own by deriving a record; it must be a pure function of its arguments.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The learning rate of the next optimisation step.</summary>
    /// <param name="initialRate">The optimiser's learning rate.</param>
    /// <param name="clock">Where the training stands.</param>
    public abstract double GetLearningRate(double initialRate, TrainingClock clock);

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    public virtual IReadOnlyList<string> FindProblems() => [];

    private protected static IReadOnlyList<string> CheckFactor(string name, double value) =>
        value > 0 && value <= 1 ? [] : [$"Schedule.{name} is {value}; give a number greater than 0 and at most 1, for example 0.1."];
}
