namespace MLNet.ActiveLearning.Retraining;

/// <summary>A trainer that can say in one line what it trains and how.</summary>
public interface IDescribedTrainer
{
    /// <summary>Everything that the trained model depends on besides the data; a run is only continued with an equal description.</summary>
    string Description { get; }
}
