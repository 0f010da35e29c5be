using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>The models of a round.</summary>
/// <param name="Model">The round's model: measured, given to the caller and kept.</param>
public sealed record RoundModels(ITransformer Model)
{
    /// <summary>Writes the signals that the strategy reads to rows of the pool.</summary>
    /// <value>Default: null, <see cref="Model"/> does.</value>
    public Func<IDataView, IDataView>? Score { get; init; }

    /// <summary>What was decided in the round, for the reader and for the next round.</summary>
    /// <value>Default: null, there was nothing to decide.</value>
    public RetrainingReport? Report { get; init; }

    /// <summary>Time spent on computing and storing features.</summary>
    public TimeSpan FeatureTime { get; init; }

    /// <summary>Time spent on training a proxy and judging its features.</summary>
    public TimeSpan ProxyTime { get; init; }
}
