namespace MLNet.ActiveLearning.Acquisition;

/// <summary>How the classifier of CAL is trained; the defaults are ours, for images.</summary>
public sealed record CartographyTraining
{
    /// <summary>Epochs.</summary>
    /// <value>Default 50. Range: 1 and more.</value>
    public int Epochs { get; init; } = 50;

    /// <summary>Samples of a batch.</summary>
    /// <value>Default 128. Range: 1 and more.</value>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate of AdamW.</summary>
    /// <value>Default 0.001. Range: above 0, finite.</value>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay of AdamW.</summary>
    /// <value>Default 0.01. Range: 0 and more, finite.</value>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>The seed of the order of the samples.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The reasons why these settings cannot work.</summary>
    public IReadOnlyList<string> FindProblems() =>
    [
        .. Epochs < 1 ? [$"Epochs of CartographyTraining is {Epochs}; use 1 or more."] : Array.Empty<string>(),
        .. BatchSize < 1 ? [$"BatchSize of CartographyTraining is {BatchSize}; use 1 or more."] : Array.Empty<string>(),
        .. LearningRate > 0 && double.IsFinite(LearningRate) ? Array.Empty<string>() : [$"LearningRate of CartographyTraining is {LearningRate}; use a finite number above 0."],
        .. WeightDecay >= 0 && double.IsFinite(WeightDecay) ? Array.Empty<string>() : [$"WeightDecay of CartographyTraining is {WeightDecay}; use a finite number, 0 or more."],
    ];
}
