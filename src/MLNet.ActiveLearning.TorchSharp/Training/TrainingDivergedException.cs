namespace MLNet.ActiveLearning.Training;

/// <summary>The training loss became infinite or not a number.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Creates an exception without a message.</summary>
    public TrainingDivergedException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened and what to try.</param>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a cause.</summary>
    /// <param name="message">What happened and what to try.</param>
    /// <param name="innerException">The cause.</param>
    public TrainingDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The epoch in which it happened, from 1.</summary>
    public int Epoch { get; init; }

    /// <summary>The learning rate in force.</summary>
    public double LearningRate { get; init; }
}
