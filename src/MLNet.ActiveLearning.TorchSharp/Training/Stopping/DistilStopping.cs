namespace MLNet.ActiveLearning.Training;

/// <summary>The stopping rule of DISTIL: high training accuracy, saturation, or the last epoch; whichever comes first.</summary>
/// <remarks>
/// With n the number of epochs in the trainer's options, training ends after an epoch
/// <list type="bullet">
/// <item>whose accuracy reaches <see cref="MaximumAccuracy"/>;</item>
/// <item>that is epoch n - 1 (DISTIL counts from 1 and stops before n);</item>
/// <item>if in the last <see cref="WindowSize"/> epochs no accuracy exceeds an earlier one by <see cref="MinimumDifference"/>.</item>
/// </list>
/// Otherwise, when the number of the next epoch is a multiple of <see cref="RestartInterval"/> and the accuracy is still below
/// <see cref="RestartAccuracy"/>, weights, optimiser and schedule start again; the count of epochs does not. DISTIL also resets the
/// weights when that happens in the very epoch that ends the training and returns an untrained network; here the end comes first.
/// </remarks>
public sealed record DistilStopping : StoppingRule
{
    /// <summary>Training accuracy at which training ends.</summary>
    /// <value>Default 0.99; in (0, 1]. A value above 1 is refused: leave it at 1 to require a faultless epoch.</value>
    public double MaximumAccuracy { get; init; } = 0.99;

    /// <summary>Epochs in which the accuracy has to rise.</summary>
    /// <value>Default 10; at least 2.</value>
    public int WindowSize { get; init; } = 10;

    /// <summary>The rise that counts.</summary>
    /// <value>Default 0.001; greater than 0.</value>
    public double MinimumDifference { get; init; } = 0.001;

    /// <summary>Epochs between two looks for a collapsed training.</summary>
    /// <value>Default 50; at least 1.</value>
    public int RestartInterval { get; init; } = 50;

    /// <summary>Accuracy below which a training counts as collapsed.</summary>
    /// <value>Default 0.2; 0 never restarts.</value>
    public double RestartAccuracy { get; init; } = 0.2;

    /// <inheritdoc/>
    public override int GetMaximumEpochs(int epochs) => epochs - 1;

    /// <inheritdoc/>
    public override StoppingMonitor CreateMonitor(int epochs) => new Monitor(this, epochs);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FindProblems(int epochs)
    {
        List<string> problems = [];
        if (epochs < 2)
        {
            problems.Add($"Epochs is {epochs}, but DistilStopping trains at most Epochs - 1 epochs; give at least 2.");
        }

        if (!(MaximumAccuracy > 0 && MaximumAccuracy <= 1))
        {
            problems.Add($"Stopping.MaximumAccuracy is {MaximumAccuracy}; give a share greater than 0 and at most 1, for example 0.99.");
        }

        if (WindowSize < 2)
        {
            problems.Add($"Stopping.WindowSize is {WindowSize}; give at least 2 epochs.");
        }

        if (!(MinimumDifference > 0))
        {
            problems.Add($"Stopping.MinimumDifference is {MinimumDifference}; give a number greater than 0, for example 0.001.");
        }

        if (RestartInterval < 1)
        {
            problems.Add($"Stopping.RestartInterval is {RestartInterval}; give at least 1, and set RestartAccuracy to 0 to never restart.");
        }

        return problems;
    }

    private sealed class Monitor(DistilStopping rule, int epochs) : StoppingMonitor
    {
        private readonly List<double> window = [];
        private int next = 1;

        public override StoppingDecision Observe(double trainingAccuracy)
        {
            next++;
            window.Add(trainingAccuracy);
            bool saturated = window.Count >= rule.WindowSize && !Rises();
            if (window.Count >= rule.WindowSize)
            {
                window.RemoveAt(0);
            }
            return trainingAccuracy >= rule.MaximumAccuracy ? StoppingDecision.StopAtAccuracy
                : next >= epochs ? StoppingDecision.StopAtEpochs
                : saturated ? StoppingDecision.StopSaturated
                : next % rule.RestartInterval == 0 && trainingAccuracy < rule.RestartAccuracy ? StoppingDecision.Restart
                : StoppingDecision.Continue;
        }

        // Later minus earlier, each pair of the window: the same subtraction as the original, so the same rounding at the threshold.
        private bool Rises() => window.Where((earlier, i) => window.Skip(i + 1).Any(later => later - earlier >= rule.MinimumDifference)).Any();
    }
}
