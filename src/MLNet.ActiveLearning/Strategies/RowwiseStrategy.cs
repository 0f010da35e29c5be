using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>A strategy that rates each row by itself and chooses the rows with the largest utilities.</summary>
/// <remarks>The pool is streamed once, in chunks; memory is O(query size), so the pool may be larger than memory.</remarks>
public abstract class RowwiseStrategy : SelectionStrategy
{
    /// <summary>Computes the utility of each row of a chunk.</summary>
    /// <param name="rows">The signals of the chunk's rows.</param>
    /// <param name="context">Query size, seed and cancellation.</param>
    /// <param name="utilities">Receives one utility a row; higher means more worth labelling; NaN is refused.</param>
    /// <remarks>The utilities must not depend on how the pool is cut into chunks.</remarks>
    public abstract void ComputeUtilities(SignalTable rows, SelectionContext context, Span<float> utilities);
}
