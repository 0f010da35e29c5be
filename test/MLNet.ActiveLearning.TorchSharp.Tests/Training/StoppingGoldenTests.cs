using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Training;

/// <summary>DISTIL's stopping rule against the released loop.</summary>
[TestClass]
public sealed class StoppingGoldenTests
{
    private static readonly Dictionary<StoppingDecision, string> Reasons = new()
    {
        [StoppingDecision.StopAtAccuracy] = "max_accuracy",
        [StoppingDecision.StopAtEpochs] = "max_epoch",
        [StoppingDecision.StopSaturated] = "saturated",
    };

    public static IEnumerable<object[]> Names => GoldenFile.CaseNames("stopping");

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Epochs_reason_and_rates_equal_those_of_the_released_loop(string name)
    {
        GoldenCase golden = GoldenFile.Case("stopping", name);
        double[] accuracies = golden.Inputs["train_accuracy_per_epoch"].Doubles;
        int epochs = golden.Params["n_epoch"].Int;
        double[] rates = golden.Expected["lr_per_epoch"].Doubles;
        var rule = new DistilStopping
        {
            MaximumAccuracy = golden.Params["max_accuracy"].Double,
            WindowSize = golden.Params["window_size"].Int,
            MinimumDifference = golden.Params["min_diff_acc"].Double,
        };
        bool adam = golden.Params.Has("optimizer") && golden.Params["optimizer"].Text == "adam";
        LearningRateSchedule schedule = adam ? new ConstantSchedule() : new CosineSchedule();

        StoppingMonitor monitor = rule.CreateMonitor(epochs);
        List<double> got = [];
        StoppingDecision decision = StoppingDecision.Continue;
        int epoch = 0; // of the schedule; a restart puts it back
        while (decision is StoppingDecision.Continue or StoppingDecision.Restart)
        {
            got.Add(schedule.GetLearningRate(rates[0], new TrainingClock(epoch, epochs, 0, 0)));
            decision = monitor.Observe(accuracies[Math.Min(got.Count, accuracies.Length) - 1]);
            epoch = decision == StoppingDecision.Restart ? 0 : epoch + 1;
            Assert.IsTrue(got.Count <= rule.GetMaximumEpochs(epochs), name);
        }

        Assert.AreEqual(golden.Expected["epochs_run"].Int, got.Count, name);
        Assert.AreEqual(golden.Expected["reason"].Text, Reasons[decision], name);
        golden.Tolerance.AssertEqual(golden.Expected["final_accuracy"].Double, accuracies[Math.Min(got.Count, accuracies.Length) - 1], name);
        for (int i = 0; i < rates.Length; i++)
        {
            golden.Tolerance.AssertEqual(rates[i], got[i], $"{name}, epoch {i}");
        }
    }

    [TestMethod]
    public void A_collapsed_training_restarts_when_the_next_epoch_is_a_multiple_of_fifty()
    {
        // Rising by more than the threshold, so that it never counts as saturated.
        StoppingMonitor monitor = new DistilStopping().CreateMonitor(300);
        int[] restarts = [.. Enumerable.Range(1, 120).Where(e => monitor.Observe(0.001 * e) == StoppingDecision.Restart)];
        CollectionAssert.AreEqual(new[] { 49, 99 }, restarts);
    }

    [TestMethod]
    public void Fixed_epochs_stop_after_the_last_one()
    {
        StoppingMonitor monitor = new FixedEpochs().CreateMonitor(2);
        Assert.AreEqual(StoppingDecision.Continue, monitor.Observe(1));
        Assert.AreEqual(StoppingDecision.StopAtEpochs, monitor.Observe(1));
    }
}
