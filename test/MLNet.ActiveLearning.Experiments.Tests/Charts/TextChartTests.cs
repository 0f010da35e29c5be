using MLNet.ActiveLearning.Experiments.Comparison;

namespace MLNet.ActiveLearning.Experiments.Charts;

[TestClass]
public sealed class TextChartTests
{
    [TestMethod]
    public void Curves_look_as_approved()
    {
        Chart chart = ComparisonChart.Create(FixedResults.Create());
        string text = Approved.WithCommas(() => string.Join('\n', TextChart.Draw(chart, 40, 8).Select(line => string.Concat(line.Select(p => p.Text)).TrimEnd()))) + "\n";
        Approved.AreEqual("Charts/curves.approved.txt", text);
    }

    [TestMethod]
    public void A_single_point_can_be_drawn()
    {
        var chart = new Chart { Title = "t", XLabel = "x", YLabel = "y", Series = [new ChartSeries("s", [new ChartPoint(10, 50, 50, 50)])] };
        Assert.IsTrue(TextChart.Draw(chart).Any(line => line.Any(p => p is { SeriesIndex: 0, Text: "a" })));
    }

    [TestMethod]
    public void Nothing_gives_no_lines() =>
        Assert.AreEqual(0, TextChart.Draw(new Chart { Title = "t", XLabel = "x", YLabel = "y", Series = [] }).Count);
}
