namespace MLNet.ActiveLearning.Training;

/// <summary>What a stopping rule wants after an epoch.</summary>
public enum StoppingDecision
{
    /// <summary>Train another epoch.</summary>
    Continue,

    /// <summary>Forget the weights, the optimiser and the schedule's time, and go on with newly initialised ones.</summary>
    Restart,

    /// <summary>Stop: the training accuracy is high enough.</summary>
    StopAtAccuracy,

    /// <summary>Stop: all planned epochs were trained.</summary>
    StopAtEpochs,

    /// <summary>Stop: the training accuracy no longer rises.</summary>
    StopSaturated,
}
