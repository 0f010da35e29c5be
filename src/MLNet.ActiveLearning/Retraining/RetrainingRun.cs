namespace MLNet.ActiveLearning.Retraining;

/// <summary>A <see cref="RetrainingMode"/> at work in one run of a loop.</summary>
/// <remarks>
/// A run that is killed and continued gets a new object, which must go on as the old one would have: all it may rely on is the request's
/// <see cref="RoundRequest.PreviousReport"/>, the labelled rows, and files in the folder that are complete or can be completed.
/// </remarks>
public abstract class RetrainingRun : IDisposable
{
    /// <summary>Trains the models of a round.</summary>
    /// <param name="request">The round.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract RoundModels Train(RoundRequest request);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the run holds, such as opened files.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
