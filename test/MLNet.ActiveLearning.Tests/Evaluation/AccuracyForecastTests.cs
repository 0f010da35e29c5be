using MLNet.ActiveLearning.Numerics;

namespace MLNet.ActiveLearning.Evaluation;

[TestClass]
public sealed class AccuracyForecastTests
{
    private static readonly int[] Counts = [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000];

    [TestMethod]
    public void A_curve_that_is_a_power_law_is_continued_exactly()
    {
        foreach ((double floor, double scale, double exponent) in new[] { (0.1, 8.0, 0.5), (0.0, 3.0, 0.25), (0.2, 40.0, 0.7), (0.05, 400.0, 1.1) })
        {
            double Accuracy(double n) => 1 - floor - (scale * Math.Pow(n, -exponent));
            AccuracyForecast forecast = AccuracyForecast.Fit([new LearningCurve(Counts, [.. Counts.Select(n => Accuracy(n))])]);
            Assert.AreEqual(Accuracy(20_000), forecast.Predict(20_000).Accuracy, 1e-4);
            Assert.AreEqual(1 - floor, forecast.Limit, 2e-3);
            Assert.AreEqual(10_000, forecast.LabelsFor(Accuracy(10_000)).Labels!.Value, 100);
            ForecastPoint point = forecast.Predict(8000);
            Assert.IsTrue(point.Upper - point.Lower < 1e-3, "no noise, no width");
        }
    }

    [TestMethod]
    public void Intervals_hold_the_true_accuracy_about_as_often_as_they_say()
    {
        // Three repeats of eight rounds with the noise of real curves, forecast to twice the labels; 300 such experiments.
        var random = new SeededRandom(7);
        int held = 0, trials = 300;
        for (int trial = 0; trial < trials; trial++)
        {
            double floor = 0.05 + (0.15 * random.NextDouble()), exponent = 0.3 + (0.5 * random.NextDouble());
            double scale = 0.5 / Math.Pow(500, -exponent);
            LearningCurve[] runs = [.. Enumerable.Range(0, 3).Select(_ =>
                new LearningCurve(Counts, [.. Counts.Select(n => Math.Clamp(1 - floor - (scale * Math.Pow(n, -exponent)) + (0.01 * Normal(random)), 0, 1))]))];
            ForecastPoint point = AccuracyForecast.Fit(runs, new ForecastOptions { Draws = 100 }).Predict(8000);
            double truth = 1 - floor - (scale * Math.Pow(8000, -exponent));
            held += truth >= point.Lower && truth <= point.Upper ? 1 : 0;
        }
        double share = (double)held / trials;
        Assert.IsTrue(share is >= 0.85 and <= 1, $"95 % intervals hold the truth in {share:P1} of {trials} experiments.");
    }

    [TestMethod]
    public void More_labels_never_lower_the_forecast_and_the_same_seed_gives_the_same()
    {
        var random = new SeededRandom(3);
        LearningCurve curve = new(Counts, [.. Counts.Select((_, i) => 0.5 + (0.03 * i) + (0.02 * random.NextDouble()))]);
        AccuracyForecast forecast = AccuracyForecast.Fit([curve]);
        double[] accuracies = [.. Enumerable.Range(1, 40).Select(i => forecast.Predict(i * 500).Accuracy)];
        Assert.IsTrue(accuracies.Zip(accuracies.Skip(1)).All(pair => pair.First <= pair.Second));
        Assert.AreEqual(forecast.Predict(9000), AccuracyForecast.Fit([curve]).Predict(9000));
        Assert.AreNotEqual(forecast.Predict(9000), AccuracyForecast.Fit([curve], new ForecastOptions { Seed = 1 }).Predict(9000));
    }

    [TestMethod]
    public void An_accuracy_above_the_limit_needs_no_number_of_labels()
    {
        AccuracyForecast forecast = AccuracyForecast.Fit([new LearningCurve(Counts, [.. Counts.Select(n => 0.8 - (8 * Math.Pow(n, -0.6)))])]);
        Assert.IsNull(forecast.LabelsFor(0.9).Labels);
        Assert.IsNull(forecast.LabelsFor(0.9).Upper);
    }

    [TestMethod]
    public void A_query_that_costs_more_than_its_points_are_worth_is_advised_against()
    {
        AccuracyForecast forecast = AccuracyForecast.Fit([new LearningCurve(Counts, [.. Counts.Select(n => 0.9 - (8 * Math.Pow(n, -0.5)))])]);
        double points = 100 * 8 * (Math.Pow(4000, -0.5) - Math.Pow(4500, -0.5));
        StopAdvice advice = forecast.AdviseNextQuery(500, worthOfPoint: 100, prices: new LabelingPrices { PerLabel = 0.1 });
        Assert.AreEqual(points, advice.ExpectedPoints, 1e-3);
        Assert.AreEqual(50, advice.Cost, 1e-9);
        Assert.IsFalse(advice.ShouldStop, $"{advice}");
        Assert.IsTrue(forecast.AdviseNextQuery(500, worthOfPoint: 10, prices: new LabelingPrices { PerLabel = 0.1 }).ShouldStop);
    }

    [TestMethod]
    public void Too_few_points_percentages_and_bad_options_are_refused()
    {
        LearningCurve three = new([1, 2, 3], [0.1, 0.2, 0.3]);
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => AccuracyForecast.Fit([three, three])).Message, "3 label counts");
        StringAssert.Contains(Assert.ThrowsException<ArgumentException>(() => AccuracyForecast.Fit([new LearningCurve([1, 2, 3, 4], [10, 20, 30, 40])])).Message, "not percent");
        string message = Assert.ThrowsException<ArgumentException>(() => AccuracyForecast.Fit([three], new ForecastOptions { Confidence = 2, Draws = 1 })).Message;
        StringAssert.Contains(message, "Confidence is 2");
        StringAssert.Contains(message, "Draws is 1");
    }

    private static double Normal(SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
