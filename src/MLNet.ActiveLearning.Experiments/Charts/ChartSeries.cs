namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Points">Its points, by rising x.</param>
/// <param name="IsBaseline">Drawn grey and dashed, as what the other lines are compared with.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, bool IsBaseline = false)
{
    /// <summary>Whether a line joins the points.</summary>
    /// <value>Default: true; false for a scatter of markers.</value>
    public bool HasLine { get; init; } = true;
}
