namespace MLNet.ActiveLearning.Experiments.Tables;

/// <summary>How far reading has come.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Fraction">Part of the files read, from 0 to 1.</param>
public readonly record struct TableProgress(long Rows, double Fraction);
