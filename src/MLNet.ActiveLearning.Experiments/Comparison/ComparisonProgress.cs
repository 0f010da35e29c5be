using MLNet.ActiveLearning.Loop;

namespace MLNet.ActiveLearning.Experiments.Comparison;

/// <summary>Where a comparison stands. Reports come in order, from one thread at a time.</summary>
public sealed record ComparisonProgress
{
    /// <summary>The cell that is being run.</summary>
    public required ComparisonCell Cell { get; init; }

    /// <summary>What its loop is doing, or null when a cell begins or a round is finished.</summary>
    public RoundProgress? Step { get; init; }

    /// <summary>The round that has just been finished, or null.</summary>
    public RoundResult? Finished { get; init; }

    /// <summary>Who works on <see cref="Cell"/>, which this process waits for; null while it works itself.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>Share of the comparison's training work that is done, in [0, 1]; the work of a round grows with its labels.</summary>
    public required double Completed { get; init; }
}
