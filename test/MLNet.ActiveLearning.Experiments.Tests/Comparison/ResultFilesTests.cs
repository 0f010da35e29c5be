using System.Text.Json;
using System.Xml.Linq;
using MLNet.ActiveLearning.Experiments.Charts;

namespace MLNet.ActiveLearning.Experiments.Comparison;

[TestClass]
public sealed class ResultFilesTests
{
    [TestMethod]
    public void The_table_is_the_same_in_every_culture()
    {
        string csv = Approved.WithCommas(() => ResultFiles.ToCsv(FixedResults.Create()));
        string[] lines = csv.Split('\n');
        Assert.AreEqual(38, lines.Length); // a head, 36 rows, an end of line
        Assert.AreEqual("strategy,seed,round,labeled,accuracy,macro_accuracy,log_loss,calibration_error,training_s,evaluating_s,selecting_s,labeling_s", lines[0]);
        Assert.AreEqual("random,1,0,1000,0.402,0.401,1.196,0.05,20.000,2.500,0.000,0.010", lines[1]);
    }

    [TestMethod]
    public void The_curves_look_as_approved() =>
        Approved.AreEqual("Comparison/curves.approved.svg", Approved.WithCommas(() => LearningCurveChart.ToSvg(ComparisonChart.Create(FixedResults.Create()))));

    [TestMethod]
    public void The_curves_are_well_formed_and_need_nothing_from_outside()
    {
        string svg = LearningCurveChart.ToSvg(ComparisonChart.Create(FixedResults.Create()));
        XElement root = XElement.Parse(svg);
        Assert.AreEqual("svg", root.Name.LocalName);
        Assert.IsFalse(root.Descendants().Any(e => e.Name.LocalName is "script" or "image" or "use"));
        Assert.AreEqual(1, svg.Split("http").Length - 1, "Only the namespace may look like an address.");
    }

    [TestMethod]
    public void The_json_holds_rows_and_summary()
    {
        using JsonDocument json = JsonDocument.Parse(ResultFiles.ToJson(FixedResults.Create()));
        Assert.AreEqual(36, json.RootElement.GetProperty("rows").GetArrayLength());
        Assert.AreEqual("entropy", json.RootElement.GetProperty("summary")[1].GetProperty("strategy").GetString());
        Assert.AreEqual(0.402, json.RootElement.GetProperty("rows")[0].GetProperty("accuracy").GetDouble());
    }

    [TestMethod]
    public void Without_rows_there_is_still_a_chart()
    {
        ComparisonResult none = FixedResults.Create() with { Rows = [] };
        XElement.Parse(LearningCurveChart.ToSvg(ComparisonChart.Create(none)));
    }
}
