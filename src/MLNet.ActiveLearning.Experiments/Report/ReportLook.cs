using MLNet.ActiveLearning.Experiments.Charts;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Colours and markers of the strategies, the same in every chart.</summary>
/// <param name="Light">Colours on white, one a strategy.</param>
/// <param name="Dark">Colours on near black.</param>
/// <param name="Symbols">Markers, as Vega calls or draws them.</param>
internal sealed record ReportLook(IReadOnlyList<string> Light, IReadOnlyList<string> Dark, IReadOnlyList<string> Symbols)
{
    private static readonly string[] Shapes = ["square", "diamond", "triangle-up", "triangle-down", "cross", "circle", "triangle-right", "triangle-left"];

    public static ReportLook For(IReadOnlyList<string> strategies)
    {
        IReadOnlyList<LineStyle> styles = LineStyle.For([.. strategies.Select(s => new ChartSeries(s, [], s == Comparison.StrategySummary.BaselineName))]);
        return new ReportLook([.. styles.Select(s => s.Light)], [.. styles.Select(s => s.Dark)], [.. strategies.Select((_, i) => Shapes[i % Shapes.Length])]);
    }
}
