namespace MLNet.ActiveLearning.Strategies;

/// <summary>What TOD does in the first round, which has no earlier model to compare with.</summary>
public enum TemporalFirstRound
{
    /// <summary>Chooses at random [our choice: the paper does not say].</summary>
    Random,

    /// <summary>Chooses the rows with the smallest discrepancy from a model with newly initialised weights, as the released code does.</summary>
    Released,
}
