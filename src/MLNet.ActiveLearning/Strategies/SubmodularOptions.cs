using MLNet.ActiveLearning.Acquisition.Submodular;
using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>Options of <see cref="SubmodularStrategy"/>.</summary>
public sealed record SubmodularOptions : SetFunctionOptions
{
    /// <summary>How the function is maximised. The lazy optimisers are refused where the function is not submodular.</summary>
    /// <value>Default: null, lazy for submodular functions and naive for others; both give the greedy answer.</value>
    public GreedyOptimizer? Optimizer { get; init; }

    /// <summary>Position in the pool of the row to take first, whatever its gain.</summary>
    /// <value>Default: null, the best row; row 0 where all first gains are equal (disparity functions, log-determinant of a constant diagonal).</value>
    public int? Start { get; init; }

    /// <summary>The column of vectors that are compared.</summary>
    /// <value>Default: <c>"Embedding"</c>.</value>
    public string EmbeddingColumnName { get; init; } = SignalNames.Embedding;
}
