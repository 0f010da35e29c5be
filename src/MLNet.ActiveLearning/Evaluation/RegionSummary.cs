namespace MLNet.ActiveLearning.Evaluation;

/// <summary>The rows of one region.</summary>
/// <param name="Region">The region.</param>
/// <param name="Count">Its rows.</param>
/// <param name="ProxyAccuracy">The share that the proxy predicts right; null for no rows.</param>
/// <param name="FineTunedAccuracy">The share that the fine-tuned model predicts right; null for no rows. Low means difficult.</param>
public sealed record RegionSummary(SelectionRegion Region, int Count, double? ProxyAccuracy, double? FineTunedAccuracy);
