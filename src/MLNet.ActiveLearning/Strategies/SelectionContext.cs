using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>What a strategy is told besides the pool.</summary>
public sealed record SelectionContext
{
    /// <summary>How many rows to choose.</summary>
    public required int QuerySize { get; init; }

    /// <summary>The seed of all chance in this selection.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The signals of the labelled rows, if the strategy asked for them and the caller has them.</summary>
    public SignalTable? Labeled { get; init; }

    /// <summary>Stops the selection.</summary>
    public CancellationToken CancellationToken { get; init; }
}
