using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Report;

/// <summary>Which strategy beats which beyond chance.</summary>
internal sealed class DuelsSection : IReportSection
{
    private const int CellHeight = 30;
    private static readonly int[] Percents = [0, 100];

    public string Title => "Who beats whom";

    public ReportContent? Create(ReportInput input)
    {
        if (StrategyDuels.Compare(input.Result.Rows) is not { } duels)
        {
            return null;
        }
        var cells = duels.Strategies.SelectMany((row, i) => duels.Strategies.Select((column, j) => new { row, column, share = Math.Round(100 * duels.Matrix.Cells[i][j], 2), same = i == j })).Where(c => !c.same);
        object x = new { field = "column", type = "nominal", title = "is beaten", sort = duels.Strategies, axis = new { labelAngle = -40, orient = "top" } };
        object y = new { field = "row", type = "nominal", title = "beats", sort = duels.Strategies };
        return new ReportContent
        {
            HowToRead = $"The share of rounds in which the strategy of a row beats that of a column beyond chance: paired two-tailed t-test over {duels.SeedCount} seeds, 5 %. In the table, the last row is the mean of a column: how often a strategy is beaten; lower is better.",
            Charts =
            [
                new ReportChart("Penalty matrix: share of rounds in which the row beats the column", new
                {
                    width = "container",
                    height = CellHeight * duels.Strategies.Count,
                    data = new { values = cells },
                    mark = new { type = "rect" },
                    encoding = new
                    {
                        x,
                        y,
                        color = new { field = "share", type = "quantitative", title = "rounds won (%)", scale = new { domain = Percents } },
                        tooltip = new object[] { new { field = "row", type = "nominal", title = "strategy" }, new { field = "column", type = "nominal", title = "beats" }, Encodings.Number("share", ".1f", "in % of rounds") },
                    },
                }),
            ],
            Tables =
            [
                new ReportTable(
                    "Rounds in which the row beats the column",
                    ["", .. duels.Strategies, "wins"],
                    [
                        .. duels.Strategies.Select((name, i) => (string[])[
                            name, .. duels.Matrix.Cells[i].Select((share, j) => i == j ? "" : ResultText.Percent(share)), ResultText.Percent(duels.Matrix.WinningShares[i])]),
                        ["is beaten", .. duels.Matrix.BeatenShares.Select(ResultText.Percent), ""],
                    ]),
            ],
        };
    }
}
