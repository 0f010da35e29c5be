namespace MLNet.ActiveLearning.Experiments.Charts;

/// <summary>How a line looks: a colour for light and one for dark backgrounds, and a marker, so that colour is never the only difference.</summary>
/// <param name="Light">Colour on white.</param>
/// <param name="Dark">Colour on near black.</param>
/// <param name="Marker">An SVG path around (0, 0), about 9 units wide.</param>
internal sealed record LineStyle(string Light, string Dark, string Marker)
{
    private const string Circle = "M-4,0A4,4 0 1 0 4,0A4,4 0 1 0 -4,0Z";
    private const string Square = "M-3.6,-3.6H3.6V3.6H-3.6Z";
    private const string Diamond = "M0,-5L5,0L0,5L-5,0Z";
    private const string Up = "M0,-4.8L4.6,3.6H-4.6Z";
    private const string Down = "M0,4.8L4.6,-3.6H-4.6Z";
    private const string Plus = "M-1.5,-4.5H1.5V-1.5H4.5V1.5H1.5V4.5H-1.5V1.5H-4.5V-1.5H-1.5Z";

    /// <summary>For what the others are compared with.</summary>
    public static LineStyle Baseline { get; } = new("#6b6b6b", "#a6a6a6", Circle);

    /// <summary>
    /// After Okabe and Ito, "Color Universal Design", 2008, the pale ones darkened for thin lines on white and the dark ones lightened for black.
    /// </summary>
    private static LineStyle[] Others { get; } =
    [
        new("#0072b2", "#56b4e9", Square),
        new("#d55e00", "#ff8b3d", Diamond),
        new("#00835f", "#2fd0a0", Up),
        new("#b0468c", "#e79cc8", Down),
        new("#9a6b00", "#f0c04a", Plus),
        new("#5a4fcf", "#a9a2ff", Circle),
        new("#a11d33", "#ff8a96", Square),
        new("#3f7d20", "#a3d977", Diamond),
        new("#00798c", "#59d6e6", Up),
        new("#8c564b", "#d3a492", Down),
        new("#c2185b", "#ff79b0", Plus),
    ];

    /// <summary>The styles of some lines, in their order; more lines than styles begin again.</summary>
    public static IReadOnlyList<LineStyle> For(IReadOnlyList<ChartSeries> series)
    {
        int next = 0;
        return [.. series.Select(s => s.IsBaseline ? Baseline : Others[next++ % Others.Length])];
    }
}
