using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>A strategy that chooses rows together, so that they complement one another.</summary>
/// <remarks>The signals of the whole pool are read once into contiguous memory, O(N x width).</remarks>
public abstract class SetStrategy : SelectionStrategy
{
    /// <summary>Whether <see cref="SelectionContext.Labeled"/> is needed: the same signals of the labelled rows.</summary>
    public virtual bool NeedsLabeledRows => false;

    /// <summary>Chooses rows.</summary>
    /// <param name="pool">The signals of all N rows of the pool.</param>
    /// <param name="context">Query size, seed, labelled rows and cancellation.</param>
    /// <returns>min(query size, N) rows of the pool in the order of choice, none twice.</returns>
    public abstract IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context);
}

/// <summary>A chosen row.</summary>
/// <param name="PoolPosition">Position in the pool, from 0.</param>
/// <param name="Utility">What the choice was worth to the strategy; higher is better.</param>
public readonly record struct SelectedRow(int PoolPosition, float Utility);
