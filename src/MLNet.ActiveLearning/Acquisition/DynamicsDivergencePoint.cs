namespace MLNet.ActiveLearning.Acquisition;

/// <summary>Mean divergences from the true training dynamics after an epoch, in nats.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Predicted">That of the predicted dynamics.</param>
/// <param name="Snapshot">That of the classifier's probabilities.</param>
public sealed record DynamicsDivergencePoint(int Epoch, double Predicted, double Snapshot);
