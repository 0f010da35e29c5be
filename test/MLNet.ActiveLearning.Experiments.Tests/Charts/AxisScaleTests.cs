namespace MLNet.ActiveLearning.Experiments.Charts;

[TestClass]
public sealed class AxisScaleTests
{
    [TestMethod]
    [DataRow(41.2, 70.1, 40.0, 72.5, "40 45 50 55 60 65 70")]
    [DataRow(0.0, 1.0, 0.0, 1.0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [DataRow(-3.0, 12.0, -5.0, 12.5, "-5 0 5 10")]
    [DataRow(50.0, 50.0, 46.0, 54.0, "46 48 50 52 54")]
    public void Rounded_axes_have_round_ticks_and_end_at_them_or_halfway(double low, double high, double start, double end, string ticks)
    {
        AxisScale axis = AxisScale.Rounded([low, high], 7);
        Assert.AreEqual(ticks, string.Join(' ', axis.Ticks.Select(axis.Format)));
        Assert.AreEqual((start, end), (axis.Minimum, axis.Maximum));
    }

    [TestMethod]
    public void Tight_axes_end_at_the_data()
    {
        AxisScale axis = AxisScale.Tight([1000, 4000], 8);
        Assert.AreEqual((0.0, 1.0), (axis.Map(1000), axis.Map(4000)));
        Assert.AreEqual("1\u2009000", axis.Format(1000));
    }

    [TestMethod]
    public void No_data_give_an_axis_from_0_to_1() => Assert.AreEqual(0.5, AxisScale.Rounded([double.NaN], 7).Map(0.5));
}
