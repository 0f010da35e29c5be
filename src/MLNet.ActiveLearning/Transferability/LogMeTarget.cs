namespace MLNet.ActiveLearning.Transferability;

/// <summary>The linear model of one class indicator or regression target.</summary>
/// <param name="Target">The class, or the column.</param>
/// <param name="Evidence">Log evidence a row, in nats.</param>
/// <param name="Alpha">Precision of the weights, above 0.</param>
/// <param name="Beta">Precision of the noise, above 0.</param>
/// <param name="Iterations">Fixed-point steps, 1 to 11.</param>
/// <param name="Weights">Posterior mean of the D weights; null unless asked for.</param>
public sealed record LogMeTarget(int Target, double Evidence, double Alpha, double Beta, int Iterations, IReadOnlyList<double>? Weights);
