using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Where the time went.</summary>
internal sealed class TimeSection : IReportSection
{
    private static readonly string[] Phases = ["training", "evaluating", "selecting", "labelling"];
    private static readonly string[] Colours = ["#4c78a8", "#72b7b2", "#f58518", "#b279a2"];

    public string Title => "Time";

    public ReportContent? Create(ReportInput input)
    {
        if (input.Summary.Count == 0)
        {
            return null;
        }
        var bars = input.Summary.SelectMany(s => Phases.Zip(Parts(s.Seconds)).Select((p, i) => new { s.Strategy, phase = p.First, seconds = Math.Round(p.Second, 3), place = i }));
        return new ReportContent
        {
            HowToRead = $"Wall-clock seconds of each step, all seeds and rounds together. Peak memory of the process: {ResultText.Memory(input.Result.PeakMemoryBytes)}.",
            Charts =
            [
                new ReportChart("Seconds by strategy, stacked by step", new
                {
                    width = "container",
                    height = 34 * input.Summary.Count,
                    data = new { values = bars },
                    mark = new { type = "bar" },
                    encoding = new
                    {
                        y = new { field = "strategy", type = "nominal", sort = input.Strategies, title = "" },
                        x = new { field = "seconds", type = "quantitative", title = "seconds" },
                        color = new { field = "phase", type = "nominal", sort = Phases, title = "", scale = new { domain = Phases, range = Colours } },
                        order = new { field = "place", type = "quantitative" },
                        tooltip = new object[] { new { field = "strategy", type = "nominal" }, new { field = "phase", type = "nominal", title = "step" }, Encodings.Number("seconds", ",.1f") },
                    },
                }),
            ],
            Tables =
            [
                new ReportTable("Seconds by step", ["strategy", .. Phases, "all"], [.. input.Summary.Select(s => (string[])[s.Strategy, .. Parts(s.Seconds).Append(s.Seconds.Total).Select(ResultText.Seconds)])]),
            ],
        };
    }

    private static double[] Parts(PhaseSeconds t) => [t.Training, t.Evaluating, t.Selecting, t.Labeling];
}
