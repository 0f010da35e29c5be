using MLNet.ActiveLearning.Numerics;
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

    /// <summary>The signals of examples of what to find, if the strategy asked for them.</summary>
    public SignalTable? Targets { get; init; }

    /// <summary>The signals of examples of what not to choose, if the strategy asked for them and the caller has them.</summary>
    public SignalTable? Avoided { get; init; }

    /// <summary>The signals of rows that stand for the data to do well on, if the strategy asked for them and the caller has them.</summary>
    public SignalTable? Validation { get; init; }

    /// <summary>Threads that the selection may use; its result does not depend on them.</summary>
    /// <value>Default: 0, one a core.</value>
    public int Threads { get; init; }

    /// <summary>Stops the selection.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary><see cref="Threads"/> and <see cref="CancellationToken"/> as the acquisition functions take them.</summary>
    public Parallelism Parallelism => new(Threads, CancellationToken);
}
