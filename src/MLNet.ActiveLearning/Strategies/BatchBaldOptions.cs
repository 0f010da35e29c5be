using MLNet.ActiveLearning.Acquisition;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="BatchBaldStrategy"/>.</summary>
public sealed record BatchBaldOptions
{
    /// <summary>
    /// Most label configurations of the batch to use: all of them are enumerated while there are no more, then this many are drawn, the same
    /// number from each pass.
    /// </summary>
    /// <value>Default 10 000. Range: 1 and more. Time and memory grow with it, the noise of the scores falls with its root.</value>
    public int JointSampleCount { get; init; } = BatchBald.DefaultJointSampleCount;

    /// <summary>Choose among this many rows with the largest BALD utilities, or the query size if that is larger; null for all rows.</summary>
    /// <value>Default null. Range: 1 and more. A few thousand make large pools quick; rows of small BALD utility can add little to any batch.</value>
    public int? CandidateCount { get; init; }

    /// <summary>The column of class probabilities of several passes; pass s of all rows has to come from the same model.</summary>
    /// <value>Default: <c>"StochasticScore"</c>.</value>
    public string StochasticScoreColumnName { get; init; } = SignalNames.StochasticScore;
}
