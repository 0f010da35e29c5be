namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>How <see cref="GreedyMaximizer"/> chooses.</summary>
public sealed record GreedyOptions
{
    /// <summary>The optimiser.</summary>
    /// <value>Default: null, lazy for submodular functions and naive for others.</value>
    public GreedyOptimizer? Optimizer { get; init; }

    /// <summary>What ends the choice early.</summary>
    /// <value>Default: <see cref="GreedyStop.None"/>.</value>
    public GreedyStop Stop { get; init; }

    /// <summary>The row to take first, whatever its gain.</summary>
    /// <value>Default: null, the best one; that is row 0 where all first gains are equal, as for the disparity functions.</value>
    public int? Start { get; init; }
}
