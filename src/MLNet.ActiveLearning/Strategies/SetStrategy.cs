using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>A strategy that chooses rows together, so that they complement one another.</summary>
/// <remarks>The signals of the whole pool are read once into contiguous memory, O(N x width).</remarks>
public abstract class SetStrategy : SelectionStrategy
{
    /// <summary>Whether <see cref="SelectionContext.Labeled"/> is needed: the same signals of the labelled rows.</summary>
    public virtual bool NeedsLabeledRows => false;

    /// <summary>Whether <see cref="SelectionContext.Targets"/> is needed: the same signals of examples of what to find.</summary>
    /// <remarks>Without them the selection is refused.</remarks>
    public virtual bool NeedsTargetRows => false;

    /// <summary>Whether <see cref="SelectionContext.Avoided"/> is used: the same signals of examples of what not to choose.</summary>
    /// <remarks>Without them the strategy chooses as if there were nothing to avoid.</remarks>
    public virtual bool UsesAvoidedRows => false;

    /// <summary>Whether <see cref="SelectionContext.Validation"/> is used: the same signals of rows that stand for the data to do well on.</summary>
    public virtual bool UsesValidationRows => false;

    /// <summary>
    /// The signal whose classes <see cref="SignalTable.Classes"/> of the labelled, target, avoided and validation rows refers to, or null if
    /// their labels are not needed.
    /// </summary>
    public virtual SignalColumn? ClassSignal => null;

    /// <summary>Chooses rows.</summary>
    /// <param name="pool">The signals of all N rows of the pool.</param>
    /// <param name="context">Query size, seed, labelled rows and cancellation.</param>
    /// <returns>min(query size, N) rows of the pool in the order of choice, none twice.</returns>
    public abstract IReadOnlyList<SelectedRow> Select(SignalTable pool, SelectionContext context);
}

/// <summary>A chosen row.</summary>
/// <param name="PoolPosition">Position in the pool, from 0.</param>
/// <param name="Utility">
/// What the row was worth when it was chosen, given those chosen before; finite. Higher is better, but rows stand in the order of choice, which need
/// not be that of their utilities.
/// </param>
public readonly record struct SelectedRow(int PoolPosition, float Utility);
