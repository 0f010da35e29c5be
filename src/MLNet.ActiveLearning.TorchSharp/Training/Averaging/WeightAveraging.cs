namespace MLNet.ActiveLearning.Training;

/// <summary>Stochastic weight averaging: the model is the average of the weights after each of the last epochs, once training fits the data.</summary>
/// <remarks>
/// <para>
/// After the first epoch whose training accuracy exceeds <see cref="StartAccuracy"/>, and after every epoch from then on, the weights of
/// network and heads are added to a running average: <c>mean += (w - mean) / n</c>. The learning rate leaves its schedule and goes to
/// <see cref="LearningRate"/> within <see cref="AnnealingEpochs"/> epochs, along half a cosine (<see cref="LearningRates.WeightAveraging"/>).
/// After the last epoch the averages become the weights, and one more pass over the training images, varied as in an epoch, gives the
/// network's batch normalisations the mean and the unbiased variance of their inputs, averaged over the batches.
/// </para>
/// <para>
/// If no epoch was accurate enough, the model is the one without averaging. A training that starts again discards its average.
/// Costs one copy of the weights and the time of one epoch's forward passes.
/// Izmailov, Podoprikhin, Garipov, Vetrov, Wilson, "Averaging Weights Leads to Wider Optima and Better Generalization", UAI 2018;
/// the start and the schedule are those of DISTIL, appendix C.
/// </para>
/// </remarks>
public sealed record WeightAveraging
{
    /// <summary>Training accuracy of an epoch above which averaging begins.</summary>
    /// <value>Default 0.95; at least 0, less than 1. With <see cref="DistilStopping"/> below its <see cref="DistilStopping.MaximumAccuracy"/>.</value>
    public double StartAccuracy { get; init; } = 0.95;

    /// <summary>The constant learning rate that averaging ends up with; a backbone's own rate keeps its proportion to it.</summary>
    /// <value>Default <see langword="null"/>: the optimiser's initial rate; greater than 0.</value>
    public double? LearningRate { get; init; }

    /// <summary>Epochs until the learning rate is reached.</summary>
    /// <value>Default 10; at least 1.</value>
    public int AnnealingEpochs { get; init; } = 10;

    /// <summary>The reasons why these values cannot work, each a sentence that says what was given and what is allowed.</summary>
    /// <returns>An empty list if there is nothing to object to.</returns>
    public IReadOnlyList<string> FindProblems() =>
    [
        .. StartAccuracy >= 0 && StartAccuracy < 1
            ? []
            : new[] { FormattableString.Invariant($"WeightAveraging.StartAccuracy is {StartAccuracy}; give a share of at least 0 and less than 1, for example 0.95.") },
        .. LearningRate is null || (LearningRate > 0 && double.IsFinite(LearningRate.Value))
            ? []
            : new[] { FormattableString.Invariant($"WeightAveraging.LearningRate is {LearningRate}; give a finite number greater than 0, or null for the optimiser's.") },
        .. AnnealingEpochs >= 1 ? [] : new[] { $"WeightAveraging.AnnealingEpochs is {AnnealingEpochs}; give at least 1." },
    ];
}
