namespace MLNet.ActiveLearning.Acquisition.Submodular;

/// <summary>What ends a maximisation before the budget is spent.</summary>
[Flags]
public enum GreedyStop
{
    /// <summary>Nothing: exactly min(budget, N) rows are chosen.</summary>
    None = 0,

    /// <summary>The best gain lies within 1e-5 of 0.</summary>
    ZeroGain = 1,

    /// <summary>The best gain is negative.</summary>
    NegativeGain = 2,
}
