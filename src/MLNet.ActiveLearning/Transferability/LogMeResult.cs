namespace MLNet.ActiveLearning.Transferability;

/// <summary>How well features explain labels.</summary>
/// <param name="Score">The mean evidence of the targets, in nats a row; higher is better, and it may have any sign.</param>
/// <param name="Targets">The classes in rising order, or the columns of a regression.</param>
public sealed record LogMeResult(double Score, IReadOnlyList<LogMeTarget> Targets);
