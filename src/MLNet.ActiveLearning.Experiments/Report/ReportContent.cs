namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>What a section shows, in this order: how to read it, points, charts, images, tables.</summary>
public sealed record ReportContent
{
    /// <summary>What is shown and how to read it, in a sentence or two.</summary>
    /// <value>Default: nothing.</value>
    public string HowToRead { get; init; } = "";

    /// <summary>Statements, one a point.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Points { get; init; } = [];

    /// <summary>Charts.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ReportChart> Charts { get; init; } = [];

    /// <summary>Rows of images.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ReportImages> Images { get; init; } = [];

    /// <summary>Tables.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];
}
