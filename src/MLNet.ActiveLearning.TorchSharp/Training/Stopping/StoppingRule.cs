namespace MLNet.ActiveLearning.Training;

/// <summary>The definition of when a training run ends.</summary>
public abstract record StoppingRule
{
    /// <summary>The epochs that can be run at most, for the number of epochs in the trainer's options.</summary>
    public abstract int GetMaximumEpochs(int epochs);

    /// <summary>Starts to watch one training run.</summary>
    /// <param name="epochs">The number of epochs in the trainer's options.</param>
    public abstract StoppingMonitor CreateMonitor(int epochs);

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <param name="epochs">The number of epochs in the trainer's options.</param>
    public virtual IReadOnlyList<string> FindProblems(int epochs) => [];
}
