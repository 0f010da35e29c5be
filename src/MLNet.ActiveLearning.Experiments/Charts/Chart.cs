namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>Lines over two axes.</summary>
public sealed record Chart
{
    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>A second line below the title.</summary>
    /// <value>Default: none.</value>
    public string Subtitle { get; init; } = "";

    /// <summary>What the horizontal axis counts.</summary>
    public required string XLabel { get; init; }

    /// <summary>What the vertical axis measures, with its unit.</summary>
    public required string YLabel { get; init; }

    /// <summary>The .NET format of the numbers in tooltips.</summary>
    /// <value>Default: <c>"0.0"</c>.</value>
    public string TipFormat { get; init; } = "0.0";

    /// <summary>The lines; those with no points are left out.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }
}
