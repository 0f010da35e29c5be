namespace MLNet.ActiveLearning.Training;

/// <summary>Trains exactly the number of epochs in the trainer's options.</summary>
public sealed record FixedEpochs : StoppingRule
{
    /// <inheritdoc/>
    public override int GetMaximumEpochs(int epochs) => epochs;

    /// <inheritdoc/>
    public override StoppingMonitor CreateMonitor(int epochs) => new Monitor(epochs);

    private sealed class Monitor(int epochs) : StoppingMonitor
    {
        private int finished;

        public override StoppingDecision Observe(double trainingAccuracy) =>
            ++finished < epochs ? StoppingDecision.Continue : StoppingDecision.StopAtEpochs;
    }
}
