namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>A run of characters of one line of a text chart.</summary>
/// <param name="Text">The characters.</param>
/// <param name="SeriesIndex">The chart's line that they belong to, or null for the axes.</param>
public sealed record TextChartPart(string Text, int? SeriesIndex);
