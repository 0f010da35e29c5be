using MLNet.ActiveLearning.Golden;

namespace MLNet.ActiveLearning.Transferability;

[TestClass]
public sealed class AlignmentTriggerTests
{
    public static IEnumerable<object[]> Runs => GoldenFile.CaseNames("asvp");

    [TestMethod]
    [DynamicData(nameof(Runs))]
    public void Features_are_renewed_in_the_recorded_rounds(string caseName)
    {
        GoldenCase golden = GoldenFile.Case("asvp", caseName);
        int[] labels = golden.Inputs["labels"].Ints, iterations = golden.Inputs["ped_iterations"].Ints;
        double[] scores = golden.Inputs["logme_ped_score"].Doubles;
        var options = new AlignmentTriggerOptions { Threshold = golden.Params["threshold"].Double, MaxUpdates = golden.Params["max_updates"].Int };
        AlignmentState state = AlignmentState.Initial;
        List<int> updates = [];
        List<string> sources = [];
        for (int round = 0; round < labels.Length; round++)
        {
            sources.Add(state.IsAligned ? "finetuned" : "pretrained");
            double score = scores[round];
            AlignmentDecision decision = AlignmentTrigger.Decide(state, iterations[round], () => score, options);
            Assert.AreEqual(decision.Next.UpdateCount > state.UpdateCount, decision.ShouldUpdate);
            if (decision.ShouldUpdate)
            {
                updates.Add(round);
            }
            state = decision.Next;
        }
        CollectionAssert.AreEqual(golden.Expected["update_rounds"].Ints, updates);
        CollectionAssert.AreEqual(golden.Expected["update_labels"].Ints, updates.Select(round => labels[round]).ToArray());
        CollectionAssert.AreEqual(golden.Expected["feature_source_per_round"].Items.Select(s => s.Text).ToArray(), sources);
        Assert.AreEqual(golden.Expected["final_training"].Text, state.IsAligned ? "FT" : "LP-FT");
        Assert.AreEqual(golden.Expected["n_precompute"].Int, state.UpdateCount + 1);
    }

    [TestMethod]
    public void A_score_is_asked_for_only_when_clusters_move_and_updates_are_left()
    {
        static double Never() => throw new AssertFailedException("a score was computed");
        AlignmentDecision settled = AlignmentTrigger.Decide(new AlignmentState(3, 0), 1, Never);
        Assert.AreEqual(new AlignmentDecision(AlignmentReason.ClustersSettled, 1, null, null, AlignmentState.Initial), settled);
        AlignmentDecision spent = AlignmentTrigger.Decide(new AlignmentState(null, 1), 6, Never);
        Assert.AreEqual(new AlignmentDecision(AlignmentReason.UpdatesSpent, null, null, null, new AlignmentState(null, 1)), spent);
    }

    [TestMethod]
    public void The_decision_says_why_and_from_which_numbers()
    {
        AlignmentDecision first = AlignmentTrigger.Decide(AlignmentState.Initial, 6, () => 5);
        Assert.AreEqual(new AlignmentDecision(AlignmentReason.FirstScore, 6, 5, null, new AlignmentState(5, 0)), first);
        AlignmentDecision moving = AlignmentTrigger.Decide(first.Next, 6, () => 4);
        Assert.AreEqual(new AlignmentDecision(AlignmentReason.ScoreMoves, 6, 4, 1, new AlignmentState(4, 0)), moving);
        AlignmentDecision settled = AlignmentTrigger.Decide(moving.Next, 6, () => 4.75);
        Assert.AreEqual(new AlignmentDecision(AlignmentReason.ScoreSettled, 6, 4.75, 0.75, new AlignmentState(null, 1)), settled);
    }

    [TestMethod]
    public void Options_say_what_is_settled_and_how_often_features_are_renewed()
    {
        var options = new AlignmentTriggerOptions { MostSettledIterations = 3, MaxUpdates = 2, Threshold = 0.5 };
        AlignmentReason Decide(double? previous, int updates, int iterations) =>
            AlignmentTrigger.Decide(new AlignmentState(previous, updates), iterations, () => 5, options).Reason;
        Assert.AreEqual(AlignmentReason.ClustersSettled, Decide(5, 0, 3));
        Assert.AreEqual(AlignmentReason.ScoreSettled, Decide(5, 0, 4));
        Assert.AreEqual(AlignmentReason.ScoreSettled, Decide(4.6, 1, 4));
        Assert.AreEqual(AlignmentReason.ScoreMoves, Decide(5.5, 1, 4), "the threshold itself is not less than the threshold");
        Assert.AreEqual(AlignmentReason.UpdatesSpent, Decide(5, 2, 4));
    }

    [TestMethod]
    public void Numbers_that_mean_nothing_are_refused()
    {
        ArgumentException options = Assert.ThrowsExactly<ArgumentException>(() => AlignmentTrigger.Decide(
            AlignmentState.Initial, 0, () => 0, new AlignmentTriggerOptions { Threshold = double.NaN, MaxUpdates = -1, MostSettledIterations = -2 }));
        foreach (string name in new[] { "Threshold is NaN", "MaxUpdates is -1", "MostSettledIterations is -2" })
        {
            StringAssert.Contains(options.Message, name);
        }
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => AlignmentTrigger.Decide(AlignmentState.Initial, -1, () => 0));
        Assert.ThrowsExactly<ArgumentException>(() => AlignmentTrigger.Decide(AlignmentState.Initial, 6, () => double.NaN));
    }
}
