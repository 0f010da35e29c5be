using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Where the centroids of ActiveFT begin.</summary>
public enum ActiveFtStart
{
    /// <summary>At different rows drawn at random, as in the paper.</summary>
    Random,

    /// <summary>At rows far from one another and from the labelled rows; without labelled rows the first is drawn.</summary>
    FarthestFirst,
}

/// <summary>Options of <see cref="ActiveFtStrategy"/>.</summary>
public sealed record ActiveFtOptions
{
    /// <summary>How the centroids move.</summary>
    /// <value>Default: the authors' values for CIFAR: temperature 0.07, learning rate 0.001, 300 iterations, balance 1.</value>
    public ActiveFtTraining Training { get; init; } = new();

    /// <summary>Where the centroids begin.</summary>
    /// <value>Default: <see cref="ActiveFtStart.Random"/>.</value>
    public ActiveFtStart Start { get; init; } = ActiveFtStart.Random;

    /// <summary>Whether labelled rows are centroids that stay where they are, so that later rounds choose around them (ActiveFT(al)).</summary>
    /// <value>Default: false; the method of the paper chooses once, before anything is labelled.</value>
    public bool UsesLabeledRows { get; init; }

    /// <summary>The column of features.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
