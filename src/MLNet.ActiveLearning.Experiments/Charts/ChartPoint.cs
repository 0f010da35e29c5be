namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>A point of a line, with the range that a band around the line shows.</summary>
/// <param name="X">Horizontal place.</param>
/// <param name="Y">Vertical place.</param>
/// <param name="Low">Lower edge of the band; equal to <paramref name="Y"/> for none.</param>
/// <param name="High">Upper edge of the band; equal to <paramref name="Y"/> for none.</param>
public sealed record ChartPoint(double X, double Y, double Low, double High);
