using MLNet.ActiveLearning.Signals;

namespace MLNet.ActiveLearning.Strategies;

/// <summary>A rule that chooses which rows of a pool to label next.</summary>
/// <remarks>
/// Derive from <see cref="RowwiseStrategy"/> if the utility of a row depends on that row alone, else from <see cref="SetStrategy"/>.
/// A strategy holds options only: the same strategy may serve many pools and threads at once.
/// </remarks>
public abstract class SelectionStrategy
{
    private protected SelectionStrategy()
    {
    }

    /// <summary>The name in logs, reports and on the command line, as the paper has it in lower case: <c>"entropy"</c>, <c>"badge"</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The columns that the strategy reads.</summary>
    public abstract IReadOnlyList<SignalColumn> Signals { get; }
}
