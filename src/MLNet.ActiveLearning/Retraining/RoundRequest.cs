using Microsoft.ML;

namespace MLNet.ActiveLearning.Retraining;

/// <summary>What a <see cref="RetrainingRun"/> is asked for.</summary>
/// <param name="Number">The round, from 0.</param>
/// <param name="Selects">Whether rows will be chosen in this round; in the last one none are.</param>
/// <param name="Previous">The model of the round before, if it was kept.</param>
/// <param name="PreviousReport">What <see cref="RoundModels.Report"/> of the round before was; null in the first round.</param>
/// <param name="Training">Cancellation and progress.</param>
public sealed record RoundRequest(int Number, bool Selects, ITransformer? Previous, RetrainingReport? PreviousReport, TrainingContext Training);
